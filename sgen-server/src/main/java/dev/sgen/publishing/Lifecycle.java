package dev.sgen.publishing;

import dev.sgen.publishing.PublishingRefusal.InvalidState;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a record's life: values in, a {@link Decision} out. Nothing here reads a database, a
 * clock or a face; everything that moves a coordinate is decided here and nowhere else.
 *
 * @param now the moment of the operation
 * @param by whose name the coordinates will carry
 */
record Lifecycle(Instant now, String by) {

    /** A record that didn't stand in the environment begins there as a draft (REC-11). */
    Decision begin(Standing standing, Environment environment, Transition.Minted minted) {
        SiteRecord record = standing.record();
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
    Decision save(Standing standing, Environment environment, int expected, Transition.@Nullable Minted minted) {
        Coordinate before = standing.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        if (before.working() != expected) {
            return new Decision.Stale(new PublishingRefusal.StaleVersion(
                    before.record(), expected, before.working(), before.updatedBy(), before.updatedAt()));
        }
        if (before.archived()) {
            return unfit(before, "“" + before.title() + "” is archived on " + environment + ". Revive it, then save.");
        }
        Change change = new Change(before, now, by);
        if (minted != null) {
            change.working = minted.number();
            change.title = minted.contents().title();
            change.path = minted.contents().path();
        }
        return change.to(standing, minted);
    }

    /** Shows the working version in this environment; a waiting schedule is settled by it (PUB-1, PUB-17). */
    Decision publish(Standing standing, Environment environment) {
        Coordinate before = standing.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        if (before.archived()) {
            return unfit(
                    before, "“" + before.title() + "” is archived on " + environment + ". Revive it, then publish.");
        }
        Change change = new Change(before, now, by);
        change.published = before.working();
        change.schedule = null;
        return change.to(standing, null);
    }

    /** Takes the record off its address; it is a draft again (PUB-9). */
    Decision unpublish(Standing standing, Environment environment) {
        Coordinate before = standing.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        if (before.published() == null && before.schedule() == null) {
            return unfit(
                    before,
                    "“" + before.title() + "” isn't published on " + environment
                            + ", so there is nothing to unpublish.");
        }
        Change change = new Change(before, now, by);
        change.published = null;
        change.schedule = null;
        return change.to(standing, null);
    }

    /** Takes the record off its address and keeps it (ARCH-1). */
    Decision archive(Standing standing, Environment environment) {
        Coordinate before = standing.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        if (before.archived()) {
            return unfit(before, "“" + before.title() + "” is archived on " + environment + " already.");
        }
        Change change = new Change(before, now, by);
        change.published = null;
        change.schedule = null;
        change.archived = true;
        return change.to(standing, null);
    }

    /** Brings an archived record back as a draft (ARCH-2). */
    Decision revive(Standing standing, Environment environment) {
        Coordinate before = standing.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        if (!before.archived()) {
            return unfit(
                    before,
                    "“" + before.title() + "” isn't archived on " + environment + ", so there is nothing to revive.");
        }
        Change change = new Change(before, now, by);
        change.archived = false;
        return change.to(standing, null);
    }

    /** Takes the record out of this environment's record store; its versions stay recoverable (C-22). */
    Decision delete(Standing standing, Environment environment) {
        SiteRecord record = standing.record();
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
    Decision schedule(Standing standing, Environment environment, Schedule.Action action, Instant at, Schedule asked) {
        Coordinate before = standing.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        if (before.archived()) {
            return unfit(
                    before, "“" + before.title() + "” is archived on " + environment + ". Revive it, then schedule.");
        }
        if (action == Schedule.Action.PROMOTE && environment == Environment.LIVE) {
            return unfit(before, "“" + before.title() + "” stands on live; only staging can be promoted.");
        }
        Integer version = action == Schedule.Action.PUBLISH ? Integer.valueOf(before.working()) : before.published();
        if (version == null) {
            return unfit(
                    before,
                    "“" + before.title()
                            + "” isn't published on staging. Publish it there, then schedule its promotion.");
        }
        Change change = new Change(before, now, by);
        change.schedule = new Schedule(at, action, version, asked.by(), asked.byName());
        return change.to(standing, null);
    }

    /** Takes a schedule back; what is published stays published (SCHED-5, SCHED-29). */
    Decision cancelSchedule(Standing standing, Environment environment) {
        Coordinate before = standing.record().in(environment);
        if (before == null) {
            return new Decision.Absent();
        }
        if (before.schedule() == null) {
            return unfit(
                    before,
                    "“" + before.title() + "” has no schedule on " + environment + ", so there is nothing to cancel.");
        }
        Change change = new Change(before, now, by);
        change.schedule = null;
        return change.to(standing, null);
    }

    /** The moment has come: shows the version that was fixed (SCHED-3). */
    Decision trigger(Standing standing, Environment environment, Schedule due) {
        Coordinate before = standing.record().in(environment);
        if (before == null || !due.equals(before.schedule())) {
            return new Decision.Absent();
        }
        Change change = new Change(before, now, by);
        change.published = due.version();
        change.schedule = null;
        return change.to(standing, null);
    }

    /** A version of the past becomes the working version, and if asked what visitors see (RECOV-3, RECOV-11). */
    Decision recover(Standing standing, Environment environment, Transition.Minted minted, boolean show) {
        SiteRecord record = standing.record();
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
            Change change = new Change(before, now, by);
            change.published = show ? Integer.valueOf(minted.number()) : null;
            return change.to(standing, null, minted);
        }
        Change change = new Change(before, now, by);
        change.working = minted.number();
        change.title = minted.contents().title();
        change.path = minted.contents().path();
        change.archived = false;
        if (show) {
            change.published = minted.number();
            change.schedule = null;
        }
        return change.to(standing, minted);
    }

    static Decision unfit(Coordinate at, String reason) {
        return new Decision.Unfit(new InvalidState.Standing(
                at.record(), at.title(), at.environment(), at.state().key(), reason));
    }

    /** Everything a bulk entry tells of one record (BULK-15). */
    static Map<String, Object> told(Transition t) {
        Map<String, Object> told = new java.util.LinkedHashMap<>();
        told.put("id", t.record().toString());
        told.put("priorState", t.stateBefore());
        told.put("newState", t.stateAfter());
        told.put("priorVersion", t.shownBefore());
        told.put("newVersion", t.shownAfter());
        return told;
    }
}
