package dev.sgen.member;

import static dev.sgen.member.Permission.*;

import dev.sgen.vocabulary.Environment;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles that every site has, with their grants per permission and environment (C-40, ROLE-5, ROLE-6, ROLE-7,
 * ROLE-18). No other class defines what they may do.
 */
public enum BuiltInRole {
    ADMINISTRATOR(
            "Administrator",
            "Everything, the backups panel included",
            EnumSet.allOf(Permission.class),
            EnumSet.allOf(Permission.class)),
    LEAD(
            "Lead",
            "The whole life of records in both environments, imports and settings",
            EnumSet.of(
                    READ, SAVE, PUBLISH, UNPUBLISH, SCHEDULE, ARCHIVE, DELETE, RECOVER, REFRESH, BULK, IMPORT, SETTINGS,
                    AUDIT, INBOX),
            EnumSet.of(
                    READ, SAVE, PUBLISH, UNPUBLISH, PROMOTE, SCHEDULE, ARCHIVE, DELETE, RECOVER, BULK, IMPORT, SETTINGS,
                    AUDIT, INBOX)),
    EDITOR(
            "Editor",
            "The whole life of records in both environments; may promote",
            EnumSet.of(
                    READ, SAVE, PUBLISH, UNPUBLISH, SCHEDULE, ARCHIVE, DELETE, RECOVER, REFRESH, BULK, IMPORT, AUDIT,
                    INBOX),
            EnumSet.of(
                    READ, SAVE, PUBLISH, UNPUBLISH, PROMOTE, SCHEDULE, ARCHIVE, DELETE, RECOVER, BULK, AUDIT, INBOX)),
    AUTHOR(
            "Author",
            "Saves and publishes on staging; somebody else promotes",
            EnumSet.of(READ, SAVE, PUBLISH, UNPUBLISH, SCHEDULE, RECOVER),
            EnumSet.of(READ)),
    CONTRIBUTOR("Contributor", "Saves drafts on staging", EnumSet.of(READ, SAVE), EnumSet.of(READ)),
    VIEWER("Viewer", "Reads", EnumSet.of(READ), EnumSet.of(READ));

    private final String label;
    private final String meaning;
    private final Set<Grant> grants;

    BuiltInRole(String label, String meaning, Collection<Permission> staging, Collection<Permission> live) {
        this.label = label;
        this.meaning = meaning;
        Set<Grant> cells = new TreeSet<>();
        add(cells, staging, Environment.STAGING);
        add(cells, live, Environment.LIVE);
        this.grants = Set.copyOf(cells);
    }

    private static void add(Set<Grant> cells, Collection<Permission> permissions, Environment environment) {
        permissions.stream()
                .filter(p -> p.environments().contains(environment))
                .forEach(p -> cells.add(new Grant(p, environment)));
    }

    /** The role's name in URLs, JSON and the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }

    /** One sentence that describes the role to the person who assigns it. */
    public String meaning() {
        return meaning;
    }

    public Set<Grant> grants() {
        return grants;
    }

    public static Optional<BuiltInRole> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
