package dev.sgen.publishing.engine;

import dev.sgen.publishing.PublishingRefusal;

/** What a rule decides about one record: it moves, or it may not, and why. */
public sealed interface Decision {
    /** The record moves. */
    record Moves(Transition transition) implements Decision {}

    /** The record moves in both environments at once, to one new version that joins what stood in them. */
    record Merges(Transition staging, Transition live) implements Decision {}

    /** The record doesn't stand in that environment. */
    record Absent() implements Decision {}

    /** The record's state forbids it. */
    record Unfit(PublishingRefusal.InvalidState.Standing standing) implements Decision {}

    /** Live moved meanwhile. */
    record Drifted(PublishingRefusal.LiveMoved.Moved moved) implements Decision {}

    /** Somebody saved meanwhile. */
    record Stale(PublishingRefusal.StaleVersion stale) implements Decision {}
}
