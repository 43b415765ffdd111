package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a record in one environment: working version, published version (if any) and schedule (if any). Only an
 * operation changes it (invariant 1).
 *
 * @param working number of the version that the editor opens
 * @param published number of the version visitors see, or null
 * @param edition grows by one with every change; used for optimistic locking in a commit
 * @param title of the working version
 * @param path of the working version
 * @param updatedBy name of the actor who changed it last
 */
public record Coordinate(
        RecordId record,
        String type,
        Environment environment,
        boolean archived,
        int working,
        @Nullable Integer published,
        @Nullable Schedule schedule,
        int edition,
        String title,
        @Nullable String path,
        Instant updatedAt,
        String updatedBy) {

    /** The state, derived from the other fields. Derived here and nowhere else (C-74). */
    public State state() {
        if (archived) {
            return State.ARCHIVED;
        }
        if (published != null) {
            return State.PUBLISHED;
        }
        return schedule != null ? State.SCHEDULED : State.DRAFT;
    }

    /**
     * The version a promotion would take: the published one or, if a schedule will publish the record first, the
     * scheduled one. Null if there is neither.
     */
    public @Nullable Integer promotable() {
        return state() == State.SCHEDULED && schedule != null ? Integer.valueOf(schedule.version()) : published;
    }

    /** Whether there are saved changes that are not published (REC-5). */
    public boolean changed() {
        return published != null && published != working;
    }

    /** A copy with another archived flag, published version and schedule. */
    public Coordinate standing(boolean archived, @Nullable Integer published, @Nullable Schedule schedule) {
        return new Coordinate(
                record,
                type,
                environment,
                archived,
                working,
                published,
                schedule,
                edition,
                title,
                path,
                updatedAt,
                updatedBy);
    }
}
