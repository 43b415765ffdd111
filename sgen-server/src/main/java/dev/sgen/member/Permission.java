package dev.sgen.member;

import java.util.Locale;

/** What somebody may be allowed to do; each is granted per environment (ROLE-3, ROLE-18). */
public enum Permission {
    READ,
    SAVE,
    PUBLISH,
    UNPUBLISH,
    PROMOTE,
    SCHEDULE,
    ARCHIVE,
    DELETE,
    RECOVER,
    REFRESH,
    BULK,
    IMPORT,
    SETTINGS,
    TYPES,
    MEMBERS,
    AUDIT,
    INBOX,
    BACKUPS;

    /** The word in grants, tokens and JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
