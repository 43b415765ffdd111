package dev.sgen.publishing;

/** Which side's content an operator chose for a conflict. */
public enum PickedSide {
    STAGING,
    LIVE,
    /** What stood on both when they last agreed. */
    BASE,
    /** Both: the entries of both lists, or both blocks, staging's first. */
    BOTH
}
