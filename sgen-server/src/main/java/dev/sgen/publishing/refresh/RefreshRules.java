package dev.sgen.publishing.refresh;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.CoordinateChange;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.publishing.engine.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a refresh from live to staging. Pure functions, like {@link PromotionRules} for the other direction.
 * Each record is judged by its base, staging's own changes since, and live's changes since.
 *
 * @param now the moment of the operation
 * @param by the name stored in {@link Coordinate#updatedBy}
 */
record RefreshRules(Instant now, String by) {
    /** The decision for one record. */
    sealed interface Pull {
        /** No change: both publish the same, or only staging changed. */
        record Stays(Refresh.Outcome outcome) implements Pull {}

        /** Staging takes live's state. */
        record Takes(Transition transition, Refresh.Outcome outcome) implements Pull {}

        /** Both changed; needs a decision. */
        record Both(PublishingRefusal.BothMoved.Apart apart) implements Pull {}
    }

    /**
     * Decides for one record.
     *
     * @param everything whether live also replaces what only staging changed (DRIFT-9)
     */
    Pull pull(LockedRecord lockedRecord, boolean everything) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        if (staging == null && live == null) {
            // Deleted in both environments, so there is no difference.
            return new Pull.Stays(Refresh.Outcome.SAME);
        }
        if (staging != null && live != null && Objects.equals(staging.published(), live.published())) {
            return everything && ownWork(lockedRecord) && live.published() != null
                    ? take(lockedRecord)
                    : new Pull.Stays(Refresh.Outcome.SAME);
        }
        if (!liveMoved(record)) {
            return everything && live != null ? take(lockedRecord) : new Pull.Stays(Refresh.Outcome.KEPT);
        }
        if (everything || !stagingMoved(lockedRecord)) {
            return take(lockedRecord);
        }
        return new Pull.Both(apart(lockedRecord.record()));
    }

    /** Whether live changed since the base. */
    private static boolean liveMoved(SiteRecord record) {
        Coordinate live = record.live();
        if (live == null) {
            return record.base() != null;
        }
        if (record.base() == null) {
            return live.published() != null || record.staging() == null;
        }
        return !Objects.equals(live.published(), record.base());
    }

    private static boolean stagingMoved(LockedRecord lockedRecord) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = record.staging();
        if (staging == null) {
            return record.base() != null;
        }
        Coordinate live = record.live();
        return !alike(lockedRecord, staging, live) && ownWork(lockedRecord);
    }

    /** Whether both sides have the same content independently of each other. */
    private static boolean alike(LockedRecord lockedRecord, Coordinate staging, @Nullable Coordinate live) {
        Integer here = staging.published();
        Integer there = live == null ? null : live.published();
        return here != null
                && there != null
                && here == staging.working()
                && staging.schedule() == null
                && lockedRecord
                        .head(here)
                        .hash()
                        .equals(lockedRecord.head(there).hash());
    }

    /** Whether staging has any work of its own since the base. */
    static boolean ownWork(LockedRecord lockedRecord) {
        Coordinate staging = lockedRecord.record().staging();
        return staging != null
                && (!Objects.equals(staging.published(), lockedRecord.record().base())
                        || staging.archived()
                        || staging.schedule() != null
                        || staging.working() != Objects.requireNonNullElse(staging.published(), 0));
    }

    /** Staging takes live's state, whatever it is (C-5). */
    Pull.Takes take(LockedRecord lockedRecord) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        if (live == null) {
            Coordinate before = Objects.requireNonNull(staging, "a record stands somewhere");
            return new Pull.Takes(
                    new Transition(
                            record.id(),
                            record.type(),
                            before.environment(),
                            before,
                            null,
                            null,
                            null,
                            record.lastVersion(),
                            record.base()),
                    Refresh.Outcome.DELETED);
        }
        Integer shown = live.published();
        int working = shown != null ? shown : staging != null ? staging.working() : live.working();
        CoordinateChange coordinateChange =
                new CoordinateChange(staging != null ? staging : absent(record, working), now, by);
        LockedRecord.Head head = lockedRecord.head(working);
        coordinateChange.working = working;
        coordinateChange.title = head.title();
        coordinateChange.path = head.path();
        coordinateChange.published = shown;
        // Schedules are not transferred, because live's schedule would fire on staging too (DRIFT-17).
        coordinateChange.schedule = null;
        coordinateChange.archived = live.archived();
        Integer base = shown != null ? shown : record.base();
        return new Pull.Takes(coordinateChange.transition(lockedRecord, staging, null, base), outcome(staging, live));
    }

    private static Refresh.Outcome outcome(@Nullable Coordinate staging, Coordinate live) {
        if (staging == null) {
            return Refresh.Outcome.APPEARED;
        }
        if (live.published() != null) {
            return Refresh.Outcome.TAKEN;
        }
        return live.archived() ? Refresh.Outcome.ARCHIVED : Refresh.Outcome.UNPUBLISHED;
    }

    private Coordinate absent(SiteRecord record, int working) {
        return new Coordinate(
                record.id(),
                record.type(),
                dev.sgen.vocabulary.Environment.STAGING,
                false,
                working,
                null,
                null,
                0,
                "",
                null,
                now,
                by);
    }

    /** Staging keeps its state, and live's published version becomes the base. So the next promotion may replace it. */
    Pull keep(LockedRecord lockedRecord) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = record.staging();
        Integer seen = record.live() == null ? null : record.live().published();
        if (staging == null || seen == null) {
            return new Pull.Stays(Refresh.Outcome.KEPT);
        }
        return new Pull.Takes(
                new CoordinateChange(staging, now, by).transition(lockedRecord, staging, null, seen),
                Refresh.Outcome.KEPT);
    }

    /**
     * Merges both sides into one new version on staging. If staging's working version is published, the merged version
     * is published too. If it is not, the merged version becomes the working version only, and live's version is
     * published.
     */
    Pull.Takes join(LockedRecord lockedRecord, Transition.Minted joined) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = Objects.requireNonNull(record.staging());
        int shown = Objects.requireNonNull(Objects.requireNonNull(record.live()).published());
        CoordinateChange coordinateChange = new CoordinateChange(staging, now, by);
        coordinateChange.working = joined.number();
        coordinateChange.title = joined.contents().title();
        coordinateChange.path = joined.contents().path();
        if (staging.published() != null) {
            coordinateChange.published = staging.published() == staging.working() ? joined.number() : shown;
        }
        return new Pull.Takes(
                coordinateChange.transition(lockedRecord, staging, joined, shown), Refresh.Outcome.MERGED);
    }

    /** Staging's version that a merge starts from: its working version. */
    static @Nullable Integer ownVersion(SiteRecord record) {
        Coordinate staging = record.staging();
        return staging == null ? null : staging.working();
    }

    private static PublishingRefusal.BothMoved.Apart apart(SiteRecord record) {
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        String hindrance = hindrance(record);
        return new PublishingRefusal.BothMoved.Apart(
                record.id(),
                record.type(),
                record.title(),
                record.base(),
                ownVersion(record),
                live == null ? null : live.published(),
                staging == null ? null : staging.updatedBy(),
                staging == null ? null : staging.updatedAt(),
                live == null ? null : live.updatedBy(),
                live == null ? null : live.updatedAt(),
                sentence(record, hindrance),
                hindrance == null,
                List.of(),
                List.of());
    }

    /** Why the two can't be merged field by field; null if they can. */
    private static @Nullable String hindrance(SiteRecord record) {
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        if (live == null) {
            return "it was deleted on live";
        }
        if (live.published() == null) {
            return live.archived() ? "it was archived on live" : "it was unpublished on live";
        }
        if (staging == null) {
            return "it was deleted on staging";
        }
        if (staging.archived()) {
            return "it was archived on staging";
        }
        if (staging.schedule() != null) {
            return "it has a schedule on staging; cancel that first to merge";
        }
        Integer shown = staging.published();
        boolean edits = shown != null && shown != staging.working();
        return edits && !Objects.equals(shown, record.base())
                ? "it has edits on staging that aren't published there; publish them or take them back first to merge"
                : null;
    }

    private static String sentence(SiteRecord record, @Nullable String hindrance) {
        String who =
                record.live() == null ? "" : " (on live by " + record.live().updatedBy() + ")";
        return "“" + record.title() + "” changed on staging and on live" + who
                + (hindrance == null ? "" : ", and " + hindrance);
    }

    /** Staging's own work, which taking live's version would replace. */
    static List<Refresh.Work> work(LockedRecord lockedRecord) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = record.staging();
        List<Refresh.Work> work = new ArrayList<>();
        if (staging == null) {
            return work;
        }
        Integer published = staging.published();
        if (published != null && !published.equals(record.base())) {
            work.add(new Refresh.Work(published, "published", staging.updatedBy(), staging.updatedAt()));
        }
        int working = staging.working();
        if (!Objects.equals(published, working) && !Objects.equals(record.base(), working)) {
            work.add(new Refresh.Work(working, "saved", staging.updatedBy(), staging.updatedAt()));
        }
        Schedule schedule = staging.schedule();
        if (schedule != null) {
            work.add(new Refresh.Work(schedule.version(), "schedule", schedule.byName(), schedule.at()));
        }
        return work;
    }
}
