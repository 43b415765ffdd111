package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as visitors of one environment may see it: the version of its open visibility interval.
 *
 * @param content the public fields only (invariant 23)
 * @param stored the complete content including private fields; only for members and for internal use
 * @param listedAt the date that lists sort by: the date stated in the content, else the first publication
 * @param publishedAt since when this version is visible
 */
public record PublicRecord(
        RecordId id,
        String type,
        int version,
        String title,
        @Nullable String path,
        List<String> tags,
        ObjectNode content,
        ObjectNode stored,
        Instant listedAt,
        Instant publishedAt) {

    /**
     * The date shown to visitors. Equal to {@link #listedAt}, unless that date comes from a private field; then it is
     * the moment of publication.
     */
    public Instant statedAt() {
        String source = stored.path("date").isString() ? "date" : "start";
        return stored.path(source).isString() && !content.has(source) ? publishedAt : listedAt;
    }
}
