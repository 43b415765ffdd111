package dev.sgen.publishing;

/** What a refresh does with a record that both staging and live changed since the base. */
public enum OnConflict {
    /** Refreshes nothing and returns the differences (DRIFT-8). */
    REFUSE,
    /**
     * Three-way merge: a change on one side only is taken; a conflict is refused unless the operator has chosen a side.
     */
    MERGE,
    /**
     * Live's version replaces staging's. The result and the audit entry list what staging loses; its versions stay
     * recoverable (DRIFT-10).
     */
    TAKE_LIVE
}
