package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in one environment: its working version, its published version or none, its
 * schedule or none. It changes only through an operation (invariant 1).
 *
 * @param working number of the version that the next editor opens
 * @param published number of the version visitors see, or null
 * @param edition grows with every change; the optimistic lock of a commit
 * @param title of the working version
 * @param path of the working version
 * @param updatedBy name of whoever changed it last
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

    /** The state follows from the references; it is derived here and nowhere else (C-74). */
    public State state() {
        if (archived) {
            return State.ARCHIVED;
        }
        if (published != null) {
            return State.PUBLISHED;
        }
        return schedule != null ? State.SCHEDULED : State.DRAFT;
    }

    /** The version that a promotion takes from here: the published one, or the one that a schedule will publish. */
    public @Nullable Integer promotable() {
        return state() == State.SCHEDULED && schedule != null ? Integer.valueOf(schedule.version()) : published;
    }

    /** Whether there are saved changes that visitors don't see (REC-5). */
    public boolean changed() {
        return published != null && published != working;
    }

    /** The same coordinate standing otherwise. */
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
