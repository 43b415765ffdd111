package dev.sgen.publishing;

/** What a promotion does with a record that live changed since the base. */
public enum OnDrift {
    /** Nothing is promoted, and the differences are shown. */
    REFUSE,
    /** What only one side changed is taken from it, as a new version on both; conflicts are refused (DRIFT-13). */
    MERGE,
    /** Live is replaced on purpose; what it held stays recoverable and the entry says so (DRIFT-12). */
    OVERWRITE
}
