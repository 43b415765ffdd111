package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Filter of the drift report; null means any.
 *
 * @param status null means every record that differs
 * @param archivedOn only records archived there; asks for them whatever their status
 * @param by the name of whoever changed it last, on either side
 * @param before changed on both sides before this moment: what has lain long
 * @param since changed on one side at this moment or later
 * @param after where the page before ended
 */
public record DriftQuery(
        @Nullable DriftStatus status,
        @Nullable Environment archivedOn,
        @Nullable String type,
        @Nullable String by,
        @Nullable Instant before,
        @Nullable Instant since,
        @Nullable String after,
        int limit) {
    public static DriftQuery of(@Nullable DriftStatus status, int limit) {
        return new DriftQuery(status, null, null, null, null, null, null, limit);
    }
}
