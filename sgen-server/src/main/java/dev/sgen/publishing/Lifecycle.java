package dev.sgen.publishing;

import dev.sgen.publishing.PublishingRefusal.InvalidState;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        Change change = new Change(before);
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
        Change change = new Change(before);
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
        Change change = new Change(before);
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
        Change change = new Change(before);
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
        Change change = new Change(before);
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
        Change change = new Change(before);
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
        Change change = new Change(before);
        change.schedule = null;
        return change.to(standing, null);
    }

    /** The moment has come: shows the version that was fixed (SCHED-3). */
    Decision trigger(Standing standing, Environment environment, Schedule due) {
        Coordinate before = standing.record().in(environment);
        if (before == null || !due.equals(before.schedule())) {
            return new Decision.Absent();
        }
        Change change = new Change(before);
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
            Change change = new Change(before);
            change.published = show ? Integer.valueOf(minted.number()) : null;
            return change.to(standing, null, minted);
        }
        Change change = new Change(before);
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

    /**
     * Carries what staging publishes (or has scheduled) to live (PROM-2, PROM-9, PROM-11). Live is
     * replaced only where it still is what staging last agreed with, or on purpose (invariant 7).
     */
    Decision promote(Standing standing, OnDrift onDrift) {
        Coordinate staging = standing.record().staging();
        if (staging == null) {
            return new Decision.Absent();
        }
        Integer source = source(staging);
        if (source == null) {
            return unfit(
                    staging,
                    staging.archived()
                            ? "“" + staging.title()
                                    + "” is archived on staging. Revive and publish it there, then promote."
                            : "“" + staging.title() + "” is only a draft on staging. Publish it there, then promote.");
        }
        return cross(standing, staging, source, onDrift);
    }

    /** What a promote takes from staging: what is published there, or what is about to be. */
    static @Nullable Integer source(Coordinate staging) {
        Schedule schedule = staging.schedule();
        return staging.state() == State.SCHEDULED && schedule != null
                ? Integer.valueOf(schedule.version())
                : staging.published();
    }

    /** The moment of a scheduled promotion has come: the version that was fixed then goes to live (SCHED-13). */
    Decision promoteFixed(Standing standing, int fixed) {
        Coordinate staging = standing.record().staging();
        if (staging == null) {
            return new Decision.Absent();
        }
        if (staging.published() == null) {
            return unfit(
                    staging,
                    "“" + staging.title() + "” isn't published on staging any more. Publish it there, then promote.");
        }
        return cross(standing, staging, fixed, OnDrift.REFUSE);
    }

    private Decision cross(Standing standing, Coordinate staging, int source, OnDrift onDrift) {
        SiteRecord record = standing.record();
        boolean scheduled = staging.state() == State.SCHEDULED;
        Coordinate live = record.live();
        String moved = live == null ? null : movedSince(record, live, source);
        if (live != null && moved != null && onDrift != OnDrift.OVERWRITE) {
            return new Decision.Drifted(new PublishingRefusal.LiveMoved.Moved(
                    record.id(),
                    live.title(),
                    record.base(),
                    source,
                    live.published() != null ? live.published() : Integer.valueOf(live.working()),
                    live.updatedBy(),
                    live.updatedAt(),
                    moved,
                    List.of()));
        }
        Coordinate start = live != null
                ? live
                : new Coordinate(
                        record.id(), record.type(), Environment.LIVE, false, source, null, null, 0, "", null, now, by);
        Standing.Head head = standing.head(source);
        Change change = new Change(start);
        change.working = source;
        change.title = head.title();
        change.path = head.path();
        change.archived = false;
        if (scheduled) {
            change.schedule = staging.schedule();
        } else {
            change.published = source;
            change.schedule = null;
        }
        // Boxed on purpose: a base that is null must stay null.
        return change.to(standing, live, null, scheduled ? record.base() : Integer.valueOf(source));
    }

    /**
     * Joins what drifted apart: one new version, shown on staging and carried to live in the same step. Only
     * where neither side holds work that nobody published: joining would publish it, or lose it.
     *
     * @param drifted what is said where it can't be done
     */
    Decision merge(Standing standing, Transition.Minted minted, PublishingRefusal.LiveMoved.Moved drifted) {
        Coordinate staging = standing.record().staging();
        Coordinate live = standing.record().live();
        if (staging == null || live == null || !settled(live)) {
            return new Decision.Drifted(drifted);
        }
        if (!settled(staging)) {
            return unfit(
                    staging,
                    "“" + staging.title()
                            + "” has changes on staging that aren't published there. Publish them or take them back, then merge.");
        }
        return new Decision.Merges(joined(standing, staging, minted, true), joined(standing, live, minted, false));
    }

    /** Whether visitors see all that was done here, and nothing is about to change by itself. */
    private static boolean settled(Coordinate at) {
        return !at.archived()
                && at.schedule() == null
                && at.published() != null
                && at.published() == at.working();
    }

    private Transition joined(Standing standing, Coordinate from, Transition.Minted minted, boolean mints) {
        Change change = new Change(from);
        change.working = minted.number();
        change.published = minted.number();
        change.title = minted.contents().title();
        change.path = minted.contents().path();
        Transition whole = change.transition(standing, from, minted, minted.number());
        // The version is written once, with the step on staging.
        return mints ? whole : whole.unminted();
    }

    /** Why live can't be replaced unseen, or null if it can. */
    private static @Nullable String movedSince(SiteRecord record, Coordinate live, int source) {
        if (live.archived()) {
            return "“" + live.title() + "” was archived on live by " + live.updatedBy() + " at " + live.updatedAt();
        }
        Integer shown = live.published();
        if (shown != null && !shown.equals(record.base()) && shown != source) {
            return live.updatedBy() + " changed “" + live.title() + "” on live at " + live.updatedAt();
        }
        if (live.working() != source
                && !Objects.equals(live.working(), record.base())
                && !Objects.equals(live.working(), shown)) {
            return live.updatedBy() + " saved changes to “" + live.title() + "” on live at " + live.updatedAt()
                    + " that aren't published";
        }
        return null;
    }

    private static Decision unfit(Coordinate at, String reason) {
        return new Decision.Unfit(new InvalidState.Standing(
                at.record(), at.title(), at.environment(), at.state().key(), reason));
    }

    /** A coordinate on its way from before to after. */
    private final class Change {
        private final Coordinate from;
        private boolean archived;
        private int working;
        private @Nullable Integer published;
        private @Nullable Schedule schedule;
        private String title;
        private @Nullable String path;

        Change(Coordinate from) {
            this.from = from;
            archived = from.archived();
            working = from.working();
            published = from.published();
            schedule = from.schedule();
            title = from.title();
            path = from.path();
        }

        Decision to(Standing standing, Transition.@Nullable Minted minted) {
            return to(standing, from, minted, standing.record().base());
        }

        Decision to(Standing standing, @Nullable Coordinate before, Transition.@Nullable Minted minted) {
            return to(standing, before, minted, standing.record().base());
        }

        Decision to(
                Standing standing,
                @Nullable Coordinate before,
                Transition.@Nullable Minted minted,
                @Nullable Integer base) {
            return new Decision.Moves(transition(standing, before, minted, base));
        }

        Transition transition(
                Standing standing,
                @Nullable Coordinate before,
                Transition.@Nullable Minted minted,
                @Nullable Integer base) {
            SiteRecord record = standing.record();
            Coordinate after = new Coordinate(
                    from.record(),
                    from.type(),
                    from.environment(),
                    archived,
                    working,
                    published,
                    schedule,
                    from.edition() + 1,
                    title,
                    path,
                    now,
                    by);
            Integer shown = published;
            Standing.Head head = shown == null ? null : shownHead(standing, shown, minted);
            int last = minted == null ? record.lastVersion() : Math.max(record.lastVersion(), minted.number());
            return new Transition(
                    record.id(), record.type(), from.environment(), before, after, minted, head, last, base);
        }

        private Standing.Head shownHead(Standing standing, int shown, Transition.@Nullable Minted minted) {
            if (minted != null && minted.number() == shown) {
                return new Standing.Head(
                        shown,
                        minted.hash(),
                        minted.contents().title(),
                        minted.contents().path(),
                        minted.contents().tags(),
                        minted.listedAt());
            }
            return standing.head(shown);
        }
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
