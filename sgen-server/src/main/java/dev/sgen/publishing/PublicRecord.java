package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as visitors of one environment may see it: the version of its open visibility interval.
 *
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
        Instant listedAt,
        Instant publishedAt) {}
