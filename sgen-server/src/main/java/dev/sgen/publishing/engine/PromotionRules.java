package dev.sgen.publishing.engine;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
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
public record PromotionRules(
        Instant now, String by, @Nullable Actor carrier) {
    public PromotionRules(Instant now, String by) {
        this(now, by, null);
    }

    /** A crossing by somebody at this moment. */
    public static PromotionRules of(Instant now, Actor actor) {
        return new PromotionRules(now, actor.personName(), actor.memberOrNull() == null ? null : actor);
    }

    /**
     * Carries what staging publishes (or has scheduled) to live (PROM-2, PROM-9, PROM-11). Live is
     * replaced only where it still is what staging last agreed with, or on purpose (invariant 7).
     */
    public Decision promote(LockedRecord lockedRecord, OnDrift onDrift) {
        Coordinate staging = lockedRecord.record().staging();
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
        return cross(lockedRecord, staging, source, onDrift);
    }

    /** The moment of a scheduled promotion has come: the version that was fixed then goes to live (SCHED-13). */
    public Decision promoteFixed(LockedRecord lockedRecord, int fixed) {
        Coordinate staging = lockedRecord.record().staging();
        if (staging == null) {
            return new Decision.Absent();
        }
        if (staging.published() == null) {
            return Lifecycle.unfit(
                    staging,
                    "“" + staging.title() + "” isn't published on staging any more. Publish it there, then promote.");
        }
        return cross(lockedRecord, staging, fixed, OnDrift.REFUSE);
    }

    /**
     * Carries a version that was fixed earlier, whatever staging has published since; but what staging took
     * back on purpose stays back. Null where live stands there already.
     */
    public @Nullable Decision promotePinned(LockedRecord lockedRecord, int pinned, OnDrift onDrift) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        if (staging == null || staging.published() == null) {
            return Lifecycle.unfit(
                    staging == null ? placeholder(lockedRecord, pinned) : staging,
                    "“" + lockedRecord.head(pinned).title() + "” isn't published on staging any more. Publish it there"
                            + " again, or leave it out.");
        }
        if (live != null && live.published() != null && live.published() == pinned) {
            boolean whole = live.working() == pinned && live.schedule() == null && isBase(record, pinned);
            return whole ? null : cross(lockedRecord, staging, pinned, onDrift);
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
        return cross(lockedRecord, staging, pinned, onDrift);
    }

    /** Takes a record away from live on purpose: a step that travels like any other. Null where it is gone already. */
    public @Nullable Decision takeAway(LockedRecord lockedRecord, ReleaseStep.Kind kind, OnDrift onDrift) {
        SiteRecord record = lockedRecord.record();
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
            case DELETE -> life.delete(lockedRecord, Environment.LIVE);
            case ARCHIVE -> live.archived() ? null : life.archive(lockedRecord, Environment.LIVE);
            case UNPUBLISH ->
                shown == null && live.schedule() == null ? null : life.unpublish(lockedRecord, Environment.LIVE);
            case PROMOTE -> throw new IllegalArgumentException("a promote takes nothing away");
        };
    }

    private static boolean isBase(SiteRecord record, int version) {
        return record.base() != null && record.base() == version;
    }

    /** A record that staging deleted, so that it can be named. */
    private Coordinate placeholder(LockedRecord lockedRecord, int version) {
        SiteRecord record = lockedRecord.record();
        LockedRecord.Head head = lockedRecord.head(version);
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

    private Decision cross(LockedRecord lockedRecord, Coordinate staging, int source, OnDrift onDrift) {
        SiteRecord record = lockedRecord.record();
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
        LockedRecord.Head head = lockedRecord.head(source);
        CoordinateChange coordinateChange = new CoordinateChange(start, now, by);
        coordinateChange.working = source;
        coordinateChange.title = head.title();
        coordinateChange.path = head.path();
        coordinateChange.archived = false;
        if (scheduled) {
            coordinateChange.schedule = carried(Objects.requireNonNull(staging.schedule()));
        } else {
            coordinateChange.published = source;
            coordinateChange.schedule = null;
        }
        // Boxed on purpose: a base that is null must stay null.
        return coordinateChange.to(lockedRecord, live, null, scheduled ? record.base() : Integer.valueOf(source));
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
    public Decision merge(
            LockedRecord lockedRecord, Transition.Minted minted, PublishingRefusal.LiveMoved.Moved drifted) {
        Coordinate staging = lockedRecord.record().staging();
        Coordinate live = lockedRecord.record().live();
        if (staging == null || live == null || !settled(live)) {
            return new Decision.Drifted(drifted);
        }
        if (!settled(staging)) {
            return Lifecycle.unfit(
                    staging,
                    "“" + staging.title()
                            + "” has changes on staging that aren't published there. Publish them or take them back, then merge.");
        }
        return new Decision.Merges(
                joined(lockedRecord, staging, minted, true), joined(lockedRecord, live, minted, false));
    }

    /** Whether visitors see all that was done here, and nothing is about to change by itself. */
    private static boolean settled(Coordinate at) {
        return !at.archived() && at.schedule() == null && at.published() != null && at.published() == at.working();
    }

    private Transition joined(LockedRecord lockedRecord, Coordinate from, Transition.Minted minted, boolean mints) {
        CoordinateChange coordinateChange = new CoordinateChange(from, now, by);
        coordinateChange.working = minted.number();
        coordinateChange.published = minted.number();
        coordinateChange.title = minted.contents().title();
        coordinateChange.path = minted.contents().path();
        Transition whole = coordinateChange.transition(lockedRecord, from, minted, minted.number());
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
