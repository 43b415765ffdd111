package dev.sgen.publishing;

/** What a promotion does with a record that changed on live since the base. */
public enum OnDrift {
    /** Promotes nothing and returns the differences. */
    REFUSE,
    /**
     * Three-way merge: a change on one side only is taken. The result is a new version in both environments; conflicts
     * are refused (DRIFT-13).
     */
    MERGE,
    /**
     * Replaces live's version on purpose. The replaced version stays recoverable and the audit entry names it
     * (DRIFT-12).
     */
    OVERWRITE
}
