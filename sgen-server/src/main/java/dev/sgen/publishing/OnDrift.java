package dev.sgen.publishing;

/** What a promote does where live moved since staging last agreed with it. */
public enum OnDrift {
    /** Nothing is promoted, and the differences are shown. */
    REFUSE,
    /** Live is replaced on purpose; what it held stays recoverable and the entry says so (DRIFT-12). */
    OVERWRITE
}
