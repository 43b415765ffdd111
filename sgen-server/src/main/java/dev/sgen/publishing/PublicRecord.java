package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as visitors of one environment may see it: the version of its open visibility interval.
 *
 * @param content what visitors may see of it (invariant 23)
 * @param stored all that was saved, private fields among it: for members and for the site's own working
 * @param listedAt the date lists sort by: what the content states, or when it was first shown
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

    /** The date that lists sort by, or where that is of a private field the moment it was published. */
    public Instant statedAt() {
        String source = stored.path("date").isString() ? "date" : "start";
        return stored.path(source).isString() && !content.has(source) ? publishedAt : listedAt;
    }
}
