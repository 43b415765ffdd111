package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that was deleted from an environment and can still be recovered (C-22).
 *
 * @param title of the last version there
 * @param path of the same version
 * @param version number of the same version
 * @param at when it was deleted, UTC
 * @param operation key of the operation that removed it, usually {@code delete}
 * @param entry id of the audit entry that removed it
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
