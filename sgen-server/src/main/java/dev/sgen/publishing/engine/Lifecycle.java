package dev.sgen.publishing.engine;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.PublishingRefusal.InvalidState;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of record states within one environment. Pure functions from values to a {@link Decision}: no database, no
 * clock, no user interface. The rules between environments are in {@link PromotionRules} and in the refresh package.
 *
 * @param now the moment of the operation
 * @param by the name stored in {@link Coordinate#updatedBy}
 */
public record Lifecycle(Instant now, String by) {

    /** Creates the record in the environment as a draft (REC-11). */
    public Decision begin(LockedRecord lockedRecord, Environment environment, Transition.Minted minted) {
        SiteRecord record = lockedRecord.record();
        Coordinate after = new Coordinate(
                record.id(),
                record.type(),
                environment,
                false,
                minted.number(),
                null,
                null,
                1,
                minted.contents().title(),
                minted.contents().path(),
                now,
                by);
        return new Decision.Moves(new Transition(
                record.id(), record.type(), environment, null, after, minted, null, minted.number(), record.base()));
    }

    /**
     * Sets the working version; the published version stays (SAVE-2). {@code minted} is null if nothing was changed.
     */
    public Decision save(
            LockedRecord lockedRecord, Environment environment, int expected, Transition.@Nullable Minted minted) {
        Coordinate before = lockedRecord.record().in(environment);
        if (before != null && before.working() != expected) {
            return new Decision.Stale(new PublishingRefusal.StaleVersion(
                    before.record(), expected, before.working(), before.updatedBy(), before.updatedAt()));
        }
        return change(lockedRecord, environment, minted, at -> unlessArchived(at, "save"), coordinateChange -> {
            if (minted != null) {
                coordinateChange.working = minted.number();
                coordinateChange.title = minted.contents().title();
                coordinateChange.path = minted.contents().path();
            }
        });
    }

    /** Publishes the working version in this environment and removes a pending schedule (PUB-1, PUB-17). */
    public Decision publish(LockedRecord lockedRecord, Environment environment) {
        return change(lockedRecord, environment, null, at -> unlessArchived(at, "publish"), coordinateChange -> {
            coordinateChange.published = coordinateChange.working;
            coordinateChange.schedule = null;
        });
    }

    /** Removes the record from public view; it becomes a draft (PUB-9). */
    public Decision unpublish(LockedRecord lockedRecord, Environment environment) {
        return change(
                lockedRecord,
                environment,
                null,
                at -> at.published() == null && at.schedule() == null
                        ? "isn't published on " + environment + ", so there is nothing to unpublish."
                        : null,
                coordinateChange -> {
                    coordinateChange.published = null;
                    coordinateChange.schedule = null;
                });
    }

    /** Removes the record from public view and archives it (ARCH-1). */
    public Decision archive(LockedRecord lockedRecord, Environment environment) {
        return change(
                lockedRecord,
                environment,
                null,
                at -> at.archived() ? "is archived on " + environment + " already." : null,
                coordinateChange -> {
                    coordinateChange.published = null;
                    coordinateChange.schedule = null;
                    coordinateChange.archived = true;
                });
    }

    /** Turns an archived record into a draft (ARCH-2). */
    public Decision revive(LockedRecord lockedRecord, Environment environment) {
        return change(
                lockedRecord,
                environment,
                null,
                at -> at.archived() ? null : "isn't archived on " + environment + ", so there is nothing to revive.",
                coordinateChange -> coordinateChange.archived = false);
    }

    /** Deletes the record from this environment; its versions stay recoverable (C-22). */
    public Decision delete(LockedRecord lockedRecord, Environment environment) {
        SiteRecord record = lockedRecord.record();
        Coordinate before = record.in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        return new Decision.Moves(new Transition(
                record.id(),
                record.type(),
                environment,
                before,
                null,
                null,
                null,
                record.lastVersion(),
                record.base()));
    }

    /** Sets a schedule with a fixed version (SCHED-1); a later save does not change that version (SAVE-11). */
    public Decision schedule(
            LockedRecord lockedRecord, Environment environment, Schedule.Action action, Instant at, Schedule asked) {
        boolean promotes = action == Schedule.Action.PROMOTE;
        return change(
                lockedRecord,
                environment,
                null,
                here -> {
                    if (promotes && environment == Environment.LIVE) {
                        return "stands on live; only staging can be promoted.";
                    }
                    return promotes && !here.archived() && here.published() == null
                            ? "isn't published on staging. Publish it there, then schedule its promotion."
                            : unlessArchived(here, "schedule");
                },
                coordinateChange -> {
                    int version =
                            promotes ? Objects.requireNonNull(coordinateChange.published) : coordinateChange.working;
                    coordinateChange.schedule =
                            new Schedule(at, action, version, asked.by(), asked.byName(), asked.token());
                });
    }

    /** Removes the schedule; the published version stays (SCHED-5, SCHED-29). */
    public Decision cancelSchedule(LockedRecord lockedRecord, Environment environment) {
        return change(
                lockedRecord,
                environment,
                null,
                at -> at.schedule() == null
                        ? "has no schedule on " + environment + ", so there is nothing to cancel."
                        : null,
                coordinateChange -> coordinateChange.schedule = null);
    }

    /**
     * Carries out a due schedule: publishes its version (SCHED-3). {@link Decision.Absent} if the record no longer has
     * this schedule.
     */
    public Decision trigger(LockedRecord lockedRecord, Environment environment, Schedule due) {
        Coordinate before = lockedRecord.record().in(environment);
        if (before == null || !due.equals(before.schedule())) {
            return new Decision.Absent();
        }
        CoordinateChange coordinateChange = new CoordinateChange(before, now, by);
        coordinateChange.published = due.version();
        coordinateChange.schedule = null;
        return coordinateChange.to(lockedRecord, null);
    }

    /**
     * Makes a copy of an earlier version the working version and, if {@code show}, the published one (RECOV-3,
     * RECOV-11).
     */
    public Decision recover(
            LockedRecord lockedRecord, Environment environment, Transition.Minted minted, boolean show) {
        SiteRecord record = lockedRecord.record();
        Coordinate before = record.in(environment);
        if (before == null) {
            // A deleted record is created in the environment again.
            before = new Coordinate(
                    record.id(),
                    record.type(),
                    environment,
                    false,
                    minted.number(),
                    null,
                    null,
                    0,
                    minted.contents().title(),
                    minted.contents().path(),
                    now,
                    by);
            CoordinateChange coordinateChange = new CoordinateChange(before, now, by);
            coordinateChange.published = show ? Integer.valueOf(minted.number()) : null;
            return coordinateChange.to(lockedRecord, null, minted);
        }
        CoordinateChange coordinateChange = new CoordinateChange(before, now, by);
        coordinateChange.working = minted.number();
        coordinateChange.title = minted.contents().title();
        coordinateChange.path = minted.contents().path();
        coordinateChange.archived = false;
        if (show) {
            coordinateChange.published = minted.number();
            coordinateChange.schedule = null;
        }
        return coordinateChange.to(lockedRecord, minted);
    }

    /**
     * Changes a record that exists in the environment.
     *
     * @param forbids the reason against the change, as a predicate to follow the title; null if there is none
     */
    private Decision change(
            LockedRecord lockedRecord,
            Environment environment,
            Transition.@Nullable Minted minted,
            Function<Coordinate, @Nullable String> forbids,
            Consumer<CoordinateChange> becomes) {
        Coordinate before = lockedRecord.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        String forbidden = forbids.apply(before);
        if (forbidden != null) {
            return unfit(before, "“" + before.title() + "” " + forbidden);
        }
        CoordinateChange coordinateChange = new CoordinateChange(before, now, by);
        becomes.accept(coordinateChange);
        return coordinateChange.to(lockedRecord, minted);
    }

    private static @Nullable String unlessArchived(Coordinate at, String verb) {
        return at.archived() ? "is archived on " + at.environment() + ". Revive it, then " + verb + "." : null;
    }

    static Decision unfit(Coordinate at, String reason) {
        return new Decision.Unfit(new InvalidState.Standing(
                at.record(), at.title(), at.environment(), at.state().key(), reason));
    }

    /** The details of one record in the audit entry of a bulk operation (BULK-15). */
    public static Map<String, Object> told(Transition t) {
        Map<String, Object> told = new java.util.LinkedHashMap<>();
        told.put("id", t.record().toString());
        told.put("priorState", t.stateBefore());
        told.put("newState", t.stateAfter());
        told.put("priorVersion", t.shownBefore());
        told.put("newVersion", t.shownAfter());
        return told;
    }

    /** Gives an imported record its requested state within the same transition. */
    public static Transition inWishedState(Transition arrived, IncomingRecord item, Actor actor) {
        Coordinate here = Objects.requireNonNull(arrived.after());
        return switch (item.wish()) {
            case DRAFT -> arrived;
            case PUBLISHED -> arrived.with(here.standing(false, here.working(), null));
            case ARCHIVED -> arrived.with(here.standing(true, null, null));
            case SCHEDULED -> {
                Instant at = Objects.requireNonNull(item.at(), "a scheduled record names its moment");
                yield arrived.with(here.standing(
                        false, here.published(), Schedule.of(actor, at, Schedule.Action.PUBLISH, here.working())));
            }
        };
    }
}
