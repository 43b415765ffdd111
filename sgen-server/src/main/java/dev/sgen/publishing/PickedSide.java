package dev.sgen.publishing;

/** Whose content an operator takes where staging and live differ. */
public enum PickedSide {
    STAGING,
    LIVE,
    /** What stood on both when they last agreed. */
    BASE,
    /** Both: the entries of both lists, or both blocks, staging's first. */
    BOTH
}
