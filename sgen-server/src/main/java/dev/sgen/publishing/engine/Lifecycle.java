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
 * The rules of a record's life: values in, a {@link Decision} out. Nothing here reads a database, a
 * clock or a face; everything that moves a coordinate is decided here and nowhere else.
 *
 * @param now the moment of the operation
 * @param by whose name the coordinates will carry
 */
public record Lifecycle(Instant now, String by) {

    /** A record that didn't stand in the environment begins there as a draft (REC-11). */
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

    /** Keeps work; what visitors see stays (SAVE-2). Null contents of {@code minted}: nothing was changed. */
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

    /** Shows the working version in this environment; a waiting schedule is settled by it (PUB-1, PUB-17). */
    public Decision publish(LockedRecord lockedRecord, Environment environment) {
        return change(lockedRecord, environment, null, at -> unlessArchived(at, "publish"), coordinateChange -> {
            coordinateChange.published = coordinateChange.working;
            coordinateChange.schedule = null;
        });
    }

    /** Takes the record off its address; it is a draft again (PUB-9). */
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

    /** Takes the record off its address and keeps it (ARCH-1). */
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

    /** Brings an archived record back as a draft (ARCH-2). */
    public Decision revive(LockedRecord lockedRecord, Environment environment) {
        return change(
                lockedRecord,
                environment,
                null,
                at -> at.archived() ? null : "isn't archived on " + environment + ", so there is nothing to revive.",
                coordinateChange -> coordinateChange.archived = false);
    }

    /** Takes the record out of this environment's record store; its versions stay recoverable (C-22). */
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

    /** Fixes a version and a moment (SCHED-1); a later save doesn't change what will be shown (SAVE-11). */
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

    /** Takes a schedule back; what is published stays published (SCHED-5, SCHED-29). */
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

    /** The moment has come: shows the version that was fixed (SCHED-3). */
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

    /** A version of the past becomes the working version, and if asked what visitors see (RECOV-3, RECOV-11). */
    public Decision recover(
            LockedRecord lockedRecord, Environment environment, Transition.Minted minted, boolean show) {
        SiteRecord record = lockedRecord.record();
        Coordinate before = record.in(environment);
        if (before == null) {
            // A deleted record comes back the way a new one begins.
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
     * What becomes of a record that stands in the environment.
     *
     * @param forbids what about where it stands is against it, said after its title; null if nothing is
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

    /** Everything a bulk entry tells of one record (BULK-15). */
    public static Map<String, Object> told(Transition t) {
        Map<String, Object> told = new java.util.LinkedHashMap<>();
        told.put("id", t.record().toString());
        told.put("priorState", t.stateBefore());
        told.put("newState", t.stateAfter());
        told.put("priorVersion", t.shownBefore());
        told.put("newVersion", t.shownAfter());
        return told;
    }

    /** An arriving record takes the state it is wished to have in the same step. */
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
