package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rule of taking a step on live back; pure, like {@link Lifecycle}. What nobody touched since stands as it
 * did before; a later change is never lost unless a person says so, and a draft saved since stays the draft.
 *
 * @param now the moment of the operation
 * @param by whose name the coordinates will carry
 */
record Returning(Instant now, String by) {
    /** What becomes of a record, and its transition if it moves. */
    record Fate(
            StepBack.Effect effect,
            String sentence,
            @Nullable Transition moves) {}

    /** The version live shows where somebody replaced what the step had put there; null if nobody did. */
    static @Nullable Integer changedSince(LiveStep.Taken step, Standing standing) {
        Coordinate live = standing.record().live();
        LiveStep.Before before = step.before();
        Integer shown = live == null || step.kind() != LiveStep.Kind.PROMOTE ? null : live.published();
        boolean found = before != null && Objects.equals(shown, before.published());
        return found || Objects.equals(shown, step.became()) ? null : shown;
    }

    /**
     * Decides.
     *
     * @param merged what came later on top of what was before, where the two don't overlap; else null
     */
    Fate decide(
            LiveStep.Taken step,
            Standing standing,
            StepBack.OnConflict onConflict,
            Transition.@Nullable Minted merged) {
        Coordinate live = standing.record().live();
        if (step.kind() != LiveStep.Kind.PROMOTE) {
            return bringBack(step, standing);
        }
        if (live == null || live.published() == null) {
            return new Fate(StepBack.Effect.KEPT, "it was taken off live since and stays off", null);
        }
        if (live.published().equals(step.became())) {
            return putBack(step, standing, live);
        }
        if (changedSince(step, standing) == null) {
            return new Fate(StepBack.Effect.KEPT, "live shows version " + live.published() + " again already", null);
        }
        if (merged != null) {
            return weave(step, standing, live, merged);
        }
        return switch (onConflict) {
            case KEEP -> new Fate(StepBack.Effect.KEPT, "version " + live.published() + ", made since, stays", null);
            case PUT_BACK -> putBack(step, standing, live);
            case REFUSE ->
                new Fate(
                        StepBack.Effect.CONFLICT,
                        live.updatedBy() + " changed “" + live.title() + "” on live at " + live.updatedAt()
                                + (step.before() == null || step.before().published() == null
                                        ? ", and without the release it wasn't there"
                                        : ", in the same places as the release"),
                        null);
        };
    }

    private Fate putBack(LiveStep.Taken step, Standing standing, Coordinate live) {
        LiveStep.Before before = step.before();
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
                    standing.record().lastVersion(),
                    base(step, standing));
            return new Fate(StepBack.Effect.REMOVED, "it goes away again; it wasn't on live before", gone);
        }
        Change change = new Change(live, now, by);
        change.published = before == null ? null : before.published();
        if (before != null && !draftSince) {
            stand(change, standing, before.working());
        }
        if (before != null && before.archived() && !draftSince) {
            change.archived = true;
            change.schedule = null;
        }
        String sentence = change.published == null
                ? "it goes off its address, as it was" + (draftSince ? "; the draft saved since stays" : "")
                : "version " + change.published + " is put back for " + live.published();
        return new Fate(
                before == null ? StepBack.Effect.REMOVED : StepBack.Effect.PUT_BACK,
                sentence,
                change.transition(standing, live, null, base(step, standing)));
    }

    private Fate weave(LiveStep.Taken step, Standing standing, Coordinate live, Transition.Minted merged) {
        int shown = Objects.requireNonNull(live.published());
        if (merged.hash().equals(standing.head(shown).hash())) {
            return new Fate(StepBack.Effect.KEPT, "what the release changed is gone already", null);
        }
        Change change = new Change(live, now, by);
        change.published = merged.number();
        if (live.working() == shown) {
            change.working = merged.number();
            change.title = merged.contents().title();
            change.path = merged.contents().path();
        }
        return new Fate(
                StepBack.Effect.MERGED,
                "what the release changed is put back; what " + live.updatedBy() + " changed since stays",
                change.transition(standing, live, merged, base(step, standing)));
    }

    /** A record that the step took away comes back, unless somebody decided otherwise since. */
    private Fate bringBack(LiveStep.Taken step, Standing standing) {
        Coordinate live = standing.record().live();
        LiveStep.Before before = Objects.requireNonNull(step.before(), "what was taken away stood there");
        boolean as = switch (step.kind()) {
            case DELETE -> live == null;
            case ARCHIVE -> live != null && live.published() == null;
            case UNPUBLISH -> live != null && live.published() == null && !live.archived();
            case PROMOTE -> false;
        };
        if (!as) {
            return new Fate(StepBack.Effect.KEPT, "somebody decided about it since; that stays", null);
        }
        Coordinate from = live != null
                ? live
                : new Coordinate(
                        standing.record().id(),
                        standing.record().type(),
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
        Change change = new Change(from, now, by);
        change.archived = before.archived();
        change.published = before.published();
        change.schedule = before.archived() ? null : from.schedule();
        if (live == null) {
            stand(change, standing, before.working());
        }
        return new Fate(
                StepBack.Effect.PUT_BACK,
                change.published == null
                        ? "it comes back, off its address as it was"
                        : "it comes back with version " + change.published,
                change.transition(standing, live, null, standing.record().base()));
    }

    private static void stand(Change change, Standing standing, int working) {
        Standing.Head head = standing.head(working);
        change.working = working;
        change.title = head.title();
        change.path = head.path();
    }

    /** The environments agree where they did before, unless they have agreed on something else since. */
    private static @Nullable Integer base(LiveStep.Taken step, Standing standing) {
        Integer present = standing.record().base();
        return Objects.equals(present, step.became()) ? step.base() : present;
    }
}
