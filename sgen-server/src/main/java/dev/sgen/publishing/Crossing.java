package dev.sgen.publishing;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of what crosses from staging to live; pure, like {@link Lifecycle}, which holds the rules within
 * one environment.
 *
 * @param now the moment of the operation
 * @param by whose name the coordinates will carry
 * @param carrier who carries over, in whose name a schedule that crosses will act; null leaves it as it is
 */
record Crossing(Instant now, String by, @Nullable Actor carrier) {
    Crossing(Instant now, String by) {
        this(now, by, null);
    }

    /** A crossing by somebody at this moment. */
    static Crossing of(Instant now, Actor actor) {
        return new Crossing(now, actor.personName(), actor.memberOrNull() == null ? null : actor);
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
        Integer source = staging.promotable();
        if (source == null) {
            return Lifecycle.unfit(
                    staging,
                    staging.archived()
                            ? "“" + staging.title()
                                    + "” is archived on staging. Revive and publish it there, then promote."
                            : "“" + staging.title() + "” is only a draft on staging. Publish it there, then promote.");
        }
        return cross(standing, staging, source, onDrift);
    }

    /** The moment of a scheduled promotion has come: the version that was fixed then goes to live (SCHED-13). */
    Decision promoteFixed(Standing standing, int fixed) {
        Coordinate staging = standing.record().staging();
        if (staging == null) {
            return new Decision.Absent();
        }
        if (staging.published() == null) {
            return Lifecycle.unfit(
                    staging,
                    "“" + staging.title() + "” isn't published on staging any more. Publish it there, then promote.");
        }
        return cross(standing, staging, fixed, OnDrift.REFUSE);
    }

    /**
     * Carries a version that was fixed earlier, whatever staging has published since; but what staging took
     * back on purpose stays back. Null where live stands there already.
     */
    @Nullable
    Decision promotePinned(Standing standing, int pinned, OnDrift onDrift) {
        SiteRecord record = standing.record();
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        if (staging == null || staging.published() == null) {
            return Lifecycle.unfit(
                    staging == null ? placeholder(standing, pinned) : staging,
                    "“" + standing.head(pinned).title() + "” isn't published on staging any more. Publish it there"
                            + " again, or leave it out.");
        }
        if (live != null && live.published() != null && live.published() == pinned) {
            boolean whole = live.working() == pinned && live.schedule() == null && isBase(record, pinned);
            return whole ? null : cross(standing, staging, pinned, onDrift);
        }
        if (onDrift != OnDrift.OVERWRITE
                && live != null
                && live.published() != null
                && live.published() > pinned
                && isBase(record, live.published())) {
            return drifted(
                    record,
                    live,
                    record.base(),
                    pinned,
                    "“" + live.title() + "” shows version " + live.published() + " on live since " + live.updatedAt()
                            + ", which is newer than version " + pinned);
        }
        return cross(standing, staging, pinned, onDrift);
    }

    /** Takes a record away from live on purpose: a step that travels like any other. Null where it is gone already. */
    @Nullable
    Decision takeAway(Standing standing, LiveStep.Kind kind, OnDrift onDrift) {
        SiteRecord record = standing.record();
        Coordinate live = record.live();
        if (live == null) {
            return null;
        }
        Integer shown = live.published();
        Integer base = record.base();
        if (base != null && shown != null && !shown.equals(base) && onDrift != OnDrift.OVERWRITE) {
            return drifted(
                    record,
                    live,
                    base,
                    base,
                    live.updatedBy() + " changed “" + live.title() + "” on live at " + live.updatedAt());
        }
        Lifecycle life = new Lifecycle(now, by);
        return switch (kind) {
            case DELETE -> life.delete(standing, Environment.LIVE);
            case ARCHIVE -> live.archived() ? null : life.archive(standing, Environment.LIVE);
            case UNPUBLISH ->
                shown == null && live.schedule() == null ? null : life.unpublish(standing, Environment.LIVE);
            case PROMOTE -> throw new IllegalArgumentException("a promote takes nothing away");
        };
    }

    private static boolean isBase(SiteRecord record, int version) {
        return record.base() != null && record.base() == version;
    }

    /** A record that staging deleted, so that it can be named. */
    private Coordinate placeholder(Standing standing, int version) {
        SiteRecord record = standing.record();
        Standing.Head head = standing.head(version);
        return new Coordinate(
                record.id(),
                record.type(),
                Environment.STAGING,
                false,
                version,
                null,
                null,
                0,
                head.title(),
                head.path(),
                now,
                by);
    }

    private static Decision drifted(
            SiteRecord record, Coordinate live, @Nullable Integer base, int source, String reason) {
        return new Decision.Drifted(new PublishingRefusal.LiveMoved.Moved(
                record.id(),
                live.title(),
                base,
                source,
                live.published() != null ? live.published() : Integer.valueOf(live.working()),
                live.updatedBy(),
                live.updatedAt(),
                reason,
                List.of()));
    }

    private Decision cross(Standing standing, Coordinate staging, int source, OnDrift onDrift) {
        SiteRecord record = standing.record();
        boolean scheduled = staging.state() == State.SCHEDULED;
        Coordinate live = record.live();
        String moved = live == null ? null : movedSince(record, live, source);
        if (live != null && moved != null && onDrift != OnDrift.OVERWRITE) {
            return drifted(record, live, record.base(), source, moved);
        }
        Coordinate start = live != null
                ? live
                : new Coordinate(
                        record.id(), record.type(), Environment.LIVE, false, source, null, null, 0, "", null, now, by);
        Standing.Head head = standing.head(source);
        Change change = new Change(start, now, by);
        change.working = source;
        change.title = head.title();
        change.path = head.path();
        change.archived = false;
        if (scheduled) {
            change.schedule = carried(Objects.requireNonNull(staging.schedule()));
        } else {
            change.published = source;
            change.schedule = null;
        }
        // Boxed on purpose: a base that is null must stay null.
        return change.to(standing, live, null, scheduled ? record.base() : Integer.valueOf(source));
    }

    /** Who planned it on staging may not show anything on live; who promotes it there may (rule 10). */
    private Schedule carried(Schedule planned) {
        return carrier == null ? planned : Schedule.of(carrier, planned.at(), planned.action(), planned.version());
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
            return Lifecycle.unfit(
                    staging,
                    "“" + staging.title()
                            + "” has changes on staging that aren't published there. Publish them or take them back, then merge.");
        }
        return new Decision.Merges(joined(standing, staging, minted, true), joined(standing, live, minted, false));
    }

    /** Whether visitors see all that was done here, and nothing is about to change by itself. */
    private static boolean settled(Coordinate at) {
        return !at.archived() && at.schedule() == null && at.published() != null && at.published() == at.working();
    }

    private Transition joined(Standing standing, Coordinate from, Transition.Minted minted, boolean mints) {
        Change change = new Change(from, now, by);
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
}
