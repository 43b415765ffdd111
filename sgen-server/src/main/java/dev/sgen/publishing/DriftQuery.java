package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter for the list of records that differ between staging and live; null means no restriction.
 *
 * @param status null means every record that differs
 * @param archivedOn only records archived in this environment, whatever their drift status
 * @param by the name of the actor who changed the record last, in either environment
 * @param before only records whose last change in both environments is older than this moment
 * @param since only records changed in at least one environment at or after this moment
 * @param after the cursor at which the previous page ended
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
