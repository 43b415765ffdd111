package dev.sgen.publishing;

/** Whose content the operator takes for a field or block in which staging and live differ. */
public enum PickedSide {
    STAGING,
    LIVE,
    /** The content of the base. */
    BASE,
    /** Both: the entries of both lists, or both blocks, staging's first. */
    BOTH
}
