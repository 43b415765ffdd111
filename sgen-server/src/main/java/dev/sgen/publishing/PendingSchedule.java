package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pending schedule, with the problems that can be foreseen (SCHED-26).
 *
 * @param environment the environment that holds the schedule
 * @param target the environment whose visitors will see the effect: live for a promotion
 * @param title of the scheduled version
 * @param path of the scheduled version
 * @param version the scheduled version; a later save does not change it (SAVE-11)
 * @param newer a newer version that could be scheduled instead, or null
 * @param published the version visitors of the target see now, or null
 * @param together the number of the site's schedules for exactly this moment
 * @param collisions what would obstruct it, as far as can be seen now
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
     * Something that would obstruct a schedule.
     *
     * @param kind {@code path-taken}: another record has the address now; {@code path-twice}: another schedule needs
     *     the same address; {@code live-moved}: live has a change that staging does not, so the promotion will be
     *     refused (SCHED-28); {@code same-record}: this record has another schedule for the same environment and
     *     moment
     * @param record the other record
     */
    public record Collision(String kind, RecordId record, String title) {}

    /**
     * A schedule that failed and that nobody has dealt with since.
     *
     * @param planned the scheduled moment, UTC
     * @param at when it failed, UTC
     * @param entry id of the audit entry of the failure
     */
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
