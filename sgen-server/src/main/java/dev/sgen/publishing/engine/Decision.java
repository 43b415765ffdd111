package dev.sgen.publishing.engine;

import dev.sgen.publishing.PublishingRefusal;

/** The result of a rule for one record: a transition, or the reason why there is none. */
public sealed interface Decision {
    /** The record changes in one environment. */
    record Moves(Transition transition) implements Decision {}

    /** The record changes in both environments, to one new version that merges them. */
    record Merges(Transition staging, Transition live) implements Decision {}

    /** The record does not exist in that environment. */
    record Absent() implements Decision {}

    /** The record's state does not allow the operation. */
    record Unfit(PublishingRefusal.InvalidState.Standing standing) implements Decision {}

    /** Live changed since the base. */
    record Drifted(PublishingRefusal.LiveMoved.Moved moved) implements Decision {}

    /** The record was saved by somebody else in between. */
    record Stale(PublishingRefusal.StaleVersion stale) implements Decision {}
}
