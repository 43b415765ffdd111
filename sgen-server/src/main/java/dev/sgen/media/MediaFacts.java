package dev.sgen.media;

import dev.sgen.content.SystemFields;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.SiteId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a media record says of its file is what the upload found: a record names one of its own site's uploads, and
 * type, size and dimensions follow from that (invariant 22, T1, T15). The file's name alone is the editor's.
 */
@Component
final class MediaFacts implements SystemFields {
    private static final String BLOB = "blob";
    private static final String NAME = "fileName";

    private final SiteFiles files;

    MediaFacts(SiteFiles files) {
        this.files = files;
    }

    @Override
    public String type() {
        return "media";
    }

    @Override
    public Set<String> names() {
        return Set.of(BLOB, "mediaType", "size", "width", "height", "duration");
    }

    @Override
    public Facts look(SiteId site, Collection<ObjectNode> contents) {
        Set<String> hashes = contents.stream()
                .map(content -> content.path(BLOB).asString(""))
                .filter(hash -> !hash.isEmpty())
                .collect(Collectors.toSet());
        Map<String, SiteFile> found = files.find(site, hashes);
        return content -> establish(content, found);
    }

    private List<FieldError> establish(ObjectNode content, Map<String, SiteFile> found) {
        String hash = content.path(BLOB).asString("");
        SiteFile file = found.get(hash);
        if (content.has(BLOB) && file == null) {
            // The same words for a file of another site and for none: neither is told from the other.
            return List.of(new FieldError(
                    "/content/" + BLOB,
                    "This site has no such file. Upload it here, and name the SHA-256 that the upload answers"));
        }
        content.remove(names());
        if (file != null) {
            content.put(BLOB, hash).put("mediaType", file.mediaType()).put("size", file.size());
            number(content, "width", file.width());
            number(content, "height", file.height());
        }
        if (content.path(NAME).isString()) {
            String name = content.path(NAME).asString();
            content.put(NAME, file == null ? FileName.clean(name) : FileName.clean(name, file.mediaType()));
        }
        return List.of();
    }

    private static void number(ObjectNode content, String name, @Nullable Integer value) {
        if (value != null) {
            content.put(name, value);
        }
    }
}
