package dev.sgen.publishing.engine;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.PlainText;
import dev.sgen.content.Refs;
import dev.sgen.content.VersionContents;
import dev.sgen.content.VisitorFields;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Version;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates versions from validated contents, and finds existing ones. */
@Component
public class VersionFactory {
    private final VersionRows versions;
    private final ContentTypes types;

    VersionFactory(VersionRows versions, ContentTypes types) {
        this.versions = versions;
        this.types = types;
    }

    /** A new version of contents validated against the type's current revision. */
    public Transition.Minted mint(
            SiteId site, int number, ContentType type, VersionContents established, String origin) {
        return mint(site, number, type, type.builtIn() ? null : type.revision(), established, origin);
    }

    /**
     * Whether visitors would see the same if the version's contents were saved under the type's current revision
     * (invariant 23).
     */
    public boolean showsTheSame(SiteId site, RecordId id, int number, ContentType type) {
        if (type.builtIn()) {
            return true;
        }
        VisitorFields fields = types.forVisitors(site);
        return versions.find(site, id, number)
                .map(v -> fields.of(type.key(), v.typeRevision(), v.contents().content())
                        .equals(fields.of(
                                type.key(), type.revision(), v.contents().content())))
                .orElse(false);
    }

    /**
     * A copy of a version. It keeps the type revision, so that fields private at that time stay private (invariant 23).
     */
    public Transition.Minted again(
            SiteId site, int number, ContentType type, Version copied, VersionContents established, String origin) {
        return mint(site, number, type, copied.typeRevision(), established, origin);
    }

    private Transition.Minted mint(
            SiteId site,
            int number,
            ContentType type,
            @Nullable Integer typeRevision,
            VersionContents established,
            String origin) {
        Contents contents = established.contents();
        VisitorFields fields = types.forVisitors(site);
        ObjectNode visible = fields.of(type.key(), typeRevision, contents.content());
        Transition.Words words = new Transition.Words(
                fields.revision(type.key()), visible == contents.content() ? null : PlainText.of(visible));
        List<Transition.Ref> refs = Refs.of(type, contents.content()).stream()
                .map(ref -> new Transition.Ref(
                        ref.toMedia() ? "media" : "record", ref.target().value()))
                .distinct()
                .toList();
        return new Transition.Minted(
                number, contents, typeRevision, words, hash(contents), listedAt(visible), origin, refs);
    }

    /** If the contents have no path, a copy with the path of the replaced version. */
    public Contents keepingPath(SiteId site, RecordId id, int replaced, ContentType type, Contents contents) {
        if (contents.path() != null || !type.hasPath()) {
            return contents;
        }
        return versions.find(site, id, replaced)
                .map(v -> new Contents(contents.title(), v.contents().path(), contents.content(), contents.tags()))
                .orElse(contents);
    }

    /** The content of a version; null if there is no version of that number. */
    public @Nullable ObjectNode content(SiteId site, RecordId id, int number) {
        return versions.find(site, id, number).map(v -> v.contents().content()).orElse(null);
    }

    /**
     * Finds a version as {@link VersionRows#find}.
     *
     * @throws Refused {@link NotFound}
     */
    public Version require(SiteId site, RecordId id, int number, @Nullable Environment only) {
        return versions.find(site, id, number, only).orElseThrow(() -> new Refused(new NotFound("version")));
    }

    /** The hash depends on the contents only, not on time or author. */
    private static String hash(Contents contents) {
        ObjectNode whole = Json.object();
        whole.put("title", contents.title());
        whole.put("path", contents.path());
        whole.set("tags", Json.tree(contents.tags()));
        whole.set("content", contents.content());
        return Json.hash(whole);
    }

    private static @Nullable Instant listedAt(ObjectNode visible) {
        JsonNode date = visible.path("date");
        JsonNode stated = date.isString() ? date : visible.path("start");
        return stated.isString() ? RecordRows.moment(stated.asString()) : null;
    }
}
