package dev.sgen.api;

import dev.sgen.api.Paging.Page;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.TypeRevision;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What kinds of records a site has. */
@RestController
@RequestMapping(Routes.SITE + "/types")
@Tag(name = "Content types")
class TypesController {
    private final Sites sites;
    private final Members members;
    private final ContentTypes types;

    TypesController(Sites sites, Members members, ContentTypes types) {
        this.sites = sites;
        this.members = members;
        this.types = types;
    }

    /** A content type; {@code schema} is the JSON Schema of its records' content. */
    record TypeView(
            String key,
            String name,
            boolean builtIn,
            @Nullable String urlPattern,
            JsonNode schema) {
        static TypeView of(ContentType type) {
            return new TypeView(type.key(), type.name(), type.builtIn(), type.urlPattern(), type.schema());
        }
    }

    /**
     * A type of the site's own.
     *
     * @param schema JSON Schema 2020-12 of an object
     * @param urlPattern such as {@code /recipes/{slug}}; left out: {@code /KEY/{slug}}; empty: no public pages
     */
    @Schema(name = "TypeRequest")
    record Wish(
            @Nullable String name,
            @Nullable ObjectNode schema,
            @Nullable String urlPattern) {}

    @GetMapping
    @Operation(summary = "List the content types of a site, the built-in ones first")
    Page<TypeView> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(types.all(reader(actor, site)), ContentType::key, limit, cursor)
                .map(TypeView::of);
    }

    @GetMapping("/{type}")
    @Operation(summary = "Read a content type")
    TypeView get(Actor actor, @PathVariable String site, @PathVariable String type) {
        return TypeView.of(types.require(reader(actor, site), type));
    }

    /**
     * One of the site's own types from one change to the next.
     *
     * @param at UTC
     */
    @Schema(name = "TypeVersion")
    record VersionView(int revision, String name, @Nullable String urlPattern, JsonNode schema, Instant at) {
        static VersionView of(TypeRevision revision) {
            return new VersionView(
                    revision.revision(), revision.name(), revision.urlPattern(), revision.schema(), revision.at());
        }
    }

    @GetMapping("/{type}/versions")
    @Operation(summary = "List the versions of a content type of the site's own, the newest first, at most 200")
    Page<VersionView> versions(Actor actor, @PathVariable String site, @PathVariable String type) {
        SiteId id = reader(actor, site);
        types.require(id, type);
        return new Page<>(
                types.revisions(id, type).stream().map(VersionView::of).toList(), null);
    }

    @PutMapping("/{type}")
    @Operation(
            summary = "Make or change a content type of the site's own",
            description =
                    "Records that exist keep their versions; they are checked against the new schema when they are"
                            + " next saved.")
    TypeView put(Actor actor, @PathVariable String site, @PathVariable String type, @RequestBody Wish wish) {
        SiteId id = sites.require(site).id();
        return TypeView.of(types.put(
                actor,
                id,
                type,
                RequiredFields.required("/name", wish.name()),
                RequiredFields.required("/schema", wish.schema()),
                wish.urlPattern()));
    }

    @DeleteMapping("/{type}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a content type of the site's own", description = "Refused while it has records.")
    void remove(Actor actor, @PathVariable String site, @PathVariable String type) {
        types.remove(actor, sites.require(site).id(), type);
    }

    private SiteId reader(Actor actor, String site) {
        SiteId id = sites.require(site).id();
        members.permit(actor, id, Permission.READ, null);
        return id;
    }
}
