package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a role may be allowed to do. Each permission is granted per environment (ROLE-3, ROLE-18). */
public enum Permission {
    READ("Read records, their history and the site's content types"),
    SAVE("Create and edit records, upload media; visitors see nothing of it"),
    PUBLISH("Put a record's working version before visitors"),
    UNPUBLISH("Take a record away from visitors"),
    PROMOTE("Carry what is published on staging to live", Environment.LIVE),
    SCHEDULE("Set and cancel a moment at which a record appears"),
    ARCHIVE("Archive and revive records"),
    DELETE("Delete records"),
    RECOVER("Bring back a version that was visible before"),
    REFRESH("Pull what stands on live into staging", Environment.STAGING),
    BULK("Do the same to many records at once"),
    IMPORT("Bring in content from other systems"),
    SETTINGS("Change settings, theme, navigation, redirects, host names"),
    TYPES("Define content types of the site's own"),
    MEMBERS("Add, change and remove members, roles and their tokens"),
    AUDIT("Read the audit trail"),
    INBOX("Read and answer what visitors sent by forms"),
    BACKUPS("Make, fetch and restore snapshots");

    private final String meaning;
    private final List<Environment> environments;

    Permission(String meaning, Environment... only) {
        this.meaning = meaning;
        this.environments = only.length == 0 ? List.of(Environment.values()) : List.of(only);
    }

    /** The permission's name in grants, tokens and JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence that describes the permission to the person who grants it. */
    public String meaning() {
        return meaning;
    }

    /**
     * The environments in which it can be granted: promote only on live, refresh only on staging, all others on both.
     */
    public List<Environment> environments() {
        return environments;
    }

    /** Whether it acts on records, so that it can be granted for single content types. */
    public boolean perType() {
        return switch (this) {
            case SAVE, PUBLISH, UNPUBLISH, PROMOTE, SCHEDULE, ARCHIVE, DELETE, RECOVER, REFRESH -> true;
            case READ, BULK, IMPORT, SETTINGS, TYPES, MEMBERS, AUDIT, INBOX, BACKUPS -> false;
        };
    }

    /**
     * Whether a role that a site defines itself may hold it. Only administrators may use the backups panel (ROLE-20).
     */
    public boolean grantable() {
        return this != BACKUPS;
    }

    public static Optional<Permission> ofKey(String key) {
        return Arrays.stream(values()).filter(p -> p.key().equals(key)).findFirst();
    }
}
