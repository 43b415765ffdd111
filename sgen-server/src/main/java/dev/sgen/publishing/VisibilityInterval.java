package dev.sgen.publishing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visibility interval: a version that was public at an address from one moment to another, UTC.
 *
 * @param entry id of the audit entry that started it
 * @param operation key of that entry's operation
 * @param by name of the actor who started it
 * @param to null while the version is still visible
 * @param endedBy name of the actor who ended it, or null
 * @param endedEntry id of the audit entry that ended it, or null
 * @param endedOperation key of that entry's operation, or null
 */
public record VisibilityInterval(
        int version,
        String title,
        @Nullable String path,
        Instant from,
        String entry,
        String operation,
        String by,
        @Nullable Instant to,
        @Nullable String endedBy,
        @Nullable String endedEntry,
        @Nullable String endedOperation) {}
