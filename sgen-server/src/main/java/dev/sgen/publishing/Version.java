package dev.sgen.publishing;

import dev.sgen.content.Contents;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One immutable saved content of a record. Both environments refer to versions of the same record, so a promotion
 * copies nothing.
 *
 * @param number 1, 2, 3… within the record
 * @param typeRevision the revision of the content type it was saved under; null for a built-in type and for versions
 *     from before revisions were stored
 * @param hash SHA-256 over the canonical JSON of title, path, tags and content
 * @param environment the environment where it was saved
 * @param author the member who saved it, or null
 * @param origin the operation that created it, such as {@code save}, {@code import} or {@code recover}
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
