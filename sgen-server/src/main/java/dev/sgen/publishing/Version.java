package dev.sgen.publishing;

import dev.sgen.content.Contents;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One saved content of a record; immutable. Both environments point at versions of the one record, so promoting copies
 * nothing.
 *
 * @param number 1, 2, 3… within the record
 * @param typeRevision the revision of its type that it was saved under; null for a built-in type, and for a version
 *     from before revisions were kept
 * @param hash SHA-256 over the canonical JSON of title, path, tags and content
 * @param environment where it was written
 * @param origin how it came about, such as {@code save}, {@code import} or {@code recover}
 */
public record Version(
        int number,
        Contents contents,
        @Nullable Integer typeRevision,
        String hash,
        Environment environment,
        @Nullable UUID author,
        String authorName,
        Instant createdAt,
        String origin) {}
