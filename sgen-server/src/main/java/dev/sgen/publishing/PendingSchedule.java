package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that is still to be carried out, as lists show it (SCHED-26).
 *
 * @param environment where the schedule stands
 * @param target where visitors will see the effect: live for a promotion
 * @param title and {@code path} of the version that was fixed
 * @param version the one that will be shown; a later save doesn't change it (SAVE-11)
 * @param newer what could be scheduled instead, where somebody saved or published since; null where nothing is newer
 * @param published what visitors of the target see now, or null
 * @param together how many schedules of the site come at this very moment
 * @param collisions what will be in the way then, as far as can be seen now
 */
public record PendingSchedule(
        Environment environment,
        Environment target,
        RecordId record,
        String type,
        String title,
        @Nullable String path,
        Schedule.Action action,
        Instant at,
        int version,
        @Nullable Integer newer,
        @Nullable Integer published,
        @Nullable UUID by,
        String byName,
        int together,
        List<Collision> collisions) {

    /**
     * Something in the way.
     *
     * @param kind {@code path-taken}: another record is at the address now; {@code path-twice}: another schedule wants
     *     the same address; {@code live-moved}: live holds a change that staging hasn't seen, so that a promotion will
     *     be refused (SCHED-28); {@code same-record}: this record has another schedule for the same place and moment
     * @param record the other one
     */
    public record Collision(String kind, RecordId record, String title) {}

    /** A schedule that failed and that nobody has dealt with since. */
    public record Failed(
            Environment environment,
            RecordId record,
            String type,
            String title,
            Instant planned,
            Instant at,
            String reason,
            String byName,
            String entry) {}
}
