package dev.sgen.publishing;

import java.util.Locale;

/** The state of a record in one environment (REC-2). */
public enum State {
    DRAFT,
    SCHEDULED,
    PUBLISHED,
    ARCHIVED;

    /** The word in JSON and the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
