package dev.sgen.publishing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version that was public at an address from one moment to another.
 *
 * @param entry the audit entry that showed it
 * @param operation what that entry calls itself
 * @param by whoever showed it
 * @param to null while it is still visible
 * @param endedBy whoever ended it, {@code endedEntry} by which entry, {@code endedOperation} what that calls itself
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
