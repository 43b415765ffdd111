package dev.sgen.publishing;

/** What a refresh does with a record that both staging and live changed since the base. */
public enum OnConflict {
    /** Nothing is refreshed, and the differences are shown (DRIFT-8). */
    REFUSE,
    /** What only one side changed is taken from it; what both changed is refused, unless somebody chose. */
    MERGE,
    /** Live wins; the answer and the entry name what staging loses, and its versions stay recoverable (DRIFT-10). */
    TAKE_LIVE
}
