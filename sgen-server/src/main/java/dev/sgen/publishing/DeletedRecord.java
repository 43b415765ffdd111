package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that was deleted in an environment and can be recovered (C-22).
 *
 * @param title of the last version that stood there
 * @param path of the same version
 * @param version its number
 * @param operation what the audit entry calls itself, mostly {@code delete}
 * @param entry the audit entry that took it out
 */
public record DeletedRecord(
        RecordId record,
        String type,
        String title,
        @Nullable String path,
        int version,
        Instant at,
        String by,
        String operation,
        String entry) {}
