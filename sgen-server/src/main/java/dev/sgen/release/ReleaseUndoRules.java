package dev.sgen.release;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.engine.CoordinateChange;
import dev.sgen.publishing.engine.Lifecycle;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules for undoing a release step. Pure functions, like {@link Lifecycle}. An unchanged record returns to its
 * earlier state. A later change is never lost without a person's choice, and a draft saved since stays the working
 * version.
 *
 * @param now the moment of the operation
 * @param by the name stored in {@link Coordinate#updatedBy}
 */
record ReleaseUndoRules(Instant now, String by) {
    /** The effect on one record, with the transition if it changes. */
    record Fate(
            ReleaseUndoOutcome.Effect effect,
            String sentence,
            @Nullable Transition moves) {}

    /** The version live publishes if somebody replaced the released one since; else null. */
    static @Nullable Integer changedSince(ReleaseStep.Taken step, LockedRecord lockedRecord) {
        Coordinate live = lockedRecord.record().live();
        ReleaseStep.Before before = step.before();
        Integer shown = live == null || step.kind() != ReleaseStep.Kind.PROMOTE ? null : live.published();
        boolean found = before != null && Objects.equals(shown, before.published());
        return found || Objects.equals(shown, step.became()) ? null : shown;
    }

    /**
     * Decides for one record.
     *
     * @param merged the later changes merged with the earlier version if there is no conflict; else null
     */
    Fate decide(
            ReleaseStep.Taken step,
            LockedRecord lockedRecord,
            ReleaseUndoOutcome.OnConflict onConflict,
            Transition.@Nullable Minted merged) {
        Coordinate live = lockedRecord.record().live();
        if (step.kind() != ReleaseStep.Kind.PROMOTE) {
            return bringBack(step, lockedRecord);
        }
        if (live == null || live.published() == null) {
            return new Fate(ReleaseUndoOutcome.Effect.KEPT, "it was taken off live since and stays off", null);
        }
        if (live.published().equals(step.became())) {
            return putBack(step, lockedRecord, live);
        }
        if (changedSince(step, lockedRecord) == null) {
            return new Fate(
                    ReleaseUndoOutcome.Effect.KEPT, "live shows version " + live.published() + " again already", null);
        }
        if (merged != null) {
            return weave(step, lockedRecord, live, merged);
        }
        return switch (onConflict) {
            case KEEP ->
                new Fate(ReleaseUndoOutcome.Effect.KEPT, "version " + live.published() + ", made since, stays", null);
            case PUT_BACK -> putBack(step, lockedRecord, live);
            case REFUSE ->
                new Fate(
                        ReleaseUndoOutcome.Effect.CONFLICT,
                        live.updatedBy() + " changed “" + live.title() + "” on live at " + live.updatedAt()
                                + (step.before() == null || step.before().published() == null
                                        ? ", and without the release it wasn't there"
                                        : ", in the same places as the release"),
                        null);
        };
    }

    private Fate putBack(ReleaseStep.Taken step, LockedRecord lockedRecord, Coordinate live) {
        ReleaseStep.Before before = step.before();
        boolean draftSince = live.working() != Objects.requireNonNull(live.published());
        if (before == null && !draftSince) {
            Transition gone = new Transition(
                    live.record(),
                    live.type(),
                    Environment.LIVE,
                    live,
                    null,
                    null,
                    null,
                    lockedRecord.record().lastVersion(),
                    base(step, lockedRecord));
            return new Fate(ReleaseUndoOutcome.Effect.REMOVED, "it goes away again; it wasn't on live before", gone);
        }
        CoordinateChange coordinateChange = new CoordinateChange(live, now, by);
        coordinateChange.published = before == null ? null : before.published();
        if (before != null && !draftSince) {
            stand(coordinateChange, lockedRecord, before.working());
        }
        if (before != null && before.archived() && !draftSince) {
            coordinateChange.archived = true;
            coordinateChange.schedule = null;
        }
        String sentence = coordinateChange.published == null
                ? "it goes off its address, as it was" + (draftSince ? "; the draft saved since stays" : "")
                : "version " + coordinateChange.published + " is put back for " + live.published();
        return new Fate(
                before == null ? ReleaseUndoOutcome.Effect.REMOVED : ReleaseUndoOutcome.Effect.PUT_BACK,
                sentence,
                coordinateChange.transition(lockedRecord, live, null, base(step, lockedRecord)));
    }

    private Fate weave(ReleaseStep.Taken step, LockedRecord lockedRecord, Coordinate live, Transition.Minted merged) {
        int shown = Objects.requireNonNull(live.published());
        if (merged.hash().equals(lockedRecord.head(shown).hash())) {
            return new Fate(ReleaseUndoOutcome.Effect.KEPT, "what the release changed is gone already", null);
        }
        CoordinateChange coordinateChange = new CoordinateChange(live, now, by);
        coordinateChange.published = merged.number();
        if (live.working() == shown) {
            coordinateChange.working = merged.number();
            coordinateChange.title = merged.contents().title();
            coordinateChange.path = merged.contents().path();
        }
        return new Fate(
                ReleaseUndoOutcome.Effect.MERGED,
                "what the release changed is put back; what " + live.updatedBy() + " changed since stays",
                coordinateChange.transition(lockedRecord, live, merged, base(step, lockedRecord)));
    }

    /** Restores a record that the release removed, unless somebody has changed its state since. */
    private Fate bringBack(ReleaseStep.Taken step, LockedRecord lockedRecord) {
        Coordinate live = lockedRecord.record().live();
        ReleaseStep.Before before = Objects.requireNonNull(step.before(), "what was taken away stood there");
        boolean as = switch (step.kind()) {
            case DELETE -> live == null;
            case ARCHIVE -> live != null && live.published() == null;
            case UNPUBLISH -> live != null && live.published() == null && !live.archived();
            case PROMOTE -> false;
        };
        if (!as) {
            return new Fate(ReleaseUndoOutcome.Effect.KEPT, "somebody decided about it since; that stays", null);
        }
        Coordinate from = live != null
                ? live
                : new Coordinate(
                        lockedRecord.record().id(),
                        lockedRecord.record().type(),
                        Environment.LIVE,
                        false,
                        before.working(),
                        null,
                        null,
                        0,
                        "",
                        null,
                        now,
                        by);
        CoordinateChange coordinateChange = new CoordinateChange(from, now, by);
        coordinateChange.archived = before.archived();
        coordinateChange.published = before.published();
        coordinateChange.schedule = before.archived() ? null : from.schedule();
        if (live == null) {
            stand(coordinateChange, lockedRecord, before.working());
        }
        return new Fate(
                ReleaseUndoOutcome.Effect.PUT_BACK,
                coordinateChange.published == null
                        ? "it comes back, off its address as it was"
                        : "it comes back with version " + coordinateChange.published,
                coordinateChange.transition(
                        lockedRecord, live, null, lockedRecord.record().base()));
    }

    private static void stand(CoordinateChange coordinateChange, LockedRecord lockedRecord, int working) {
        LockedRecord.Head head = lockedRecord.head(working);
        coordinateChange.working = working;
        coordinateChange.title = head.title();
        coordinateChange.path = head.path();
    }

    /** The base before the release, unless the environments have agreed on another version since. */
    private static @Nullable Integer base(ReleaseStep.Taken step, LockedRecord lockedRecord) {
        Integer present = lockedRecord.record().base();
        return Objects.equals(present, step.became()) ? step.base() : present;
    }
}
