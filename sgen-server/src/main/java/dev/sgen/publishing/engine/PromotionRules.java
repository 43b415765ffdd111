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
 * The rules of promotion from staging to live. Pure functions, like {@link Lifecycle}, which holds the rules within one
 * environment.
 *
 * @param now the moment of the operation
 * @param by the name stored in {@link Coordinate#updatedBy}
 * @param carrier becomes the originator of a schedule that is promoted; null keeps the originator
 */
public record PromotionRules(
        Instant now, String by, @Nullable Actor carrier) {
    public PromotionRules(Instant now, String by) {
        this(now, by, null);
    }

    /** The rules for a promotion by {@code actor} at this moment. */
    public static PromotionRules of(Instant now, Actor actor) {
        return new PromotionRules(now, actor.personName(), actor.memberOrNull() == null ? null : actor);
    }

    /**
     * Promotes the version that staging publishes or has scheduled (PROM-2, PROM-9, PROM-11). Live's version is
     * replaced only if it has not changed since the base, or with {@link OnDrift#OVERWRITE} (invariant 7).
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

    /** Carries out a scheduled promotion, with the version fixed when the schedule was set (SCHED-13). */
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
     * Promotes a pinned version, even if staging has published another one since; refused if staging no longer
     * publishes the record. Null if live already publishes the version and nothing else would change.
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

    /** Removes a record from live as a step of a release. Null if it is already removed. */
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

    /** A stand-in coordinate for a record that staging deleted, so that the refusal can name it. */
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
        // Boxed on purpose: unboxing a null base would throw.
        return coordinateChange.to(lockedRecord, live, null, scheduled ? record.base() : Integer.valueOf(source));
    }

    /**
     * The originator on staging may lack the right to publish on live, so the promoting actor becomes the originator
     * (rule 10).
     */
    private Schedule carried(Schedule planned) {
        return carrier == null ? planned : Schedule.of(carrier, planned.at(), planned.action(), planned.version());
    }

    /**
     * Merges staging and live into one new version, published in both. Only if neither side has unpublished work, which
     * a merge would publish or lose.
     *
     * @param drifted the refusal to return if live can't be merged
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

    /** Whether the working version is published and no schedule is pending. */
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
        // The version row is inserted once, with the transition on staging.
        return mints ? whole : whole.unminted();
    }

    /** Why live must not be replaced without confirmation; null if it may. */
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
