package dev.sgen.publishing;

import java.util.Locale;

/** The state of a record in one environment (REC-2). */
public enum State {
    DRAFT,
    SCHEDULED,
    PUBLISHED,
    ARCHIVED;

    /** The name used in JSON and in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
