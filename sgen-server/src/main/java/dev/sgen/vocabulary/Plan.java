package dev.sgen.vocabulary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a site's contract allows; the tiers differ in numbers only, never in which environments exist (ENV-23, C-46). */
public enum Plan {
    STARTER(5, 5, 3, 25),
    GROWTH(15, 10, 5, 100),
    PROFESSIONAL(50, 25, 15, 500),
    BUSINESS(200, 100, 50, 2_500),
    ENTERPRISE(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final int customTypes;
    private final int customRoles;
    private final int customHosts;
    private final int members;

    Plan(int customTypes, int customRoles, int customHosts, int members) {
        this.customTypes = customTypes;
        this.customRoles = customRoles;
        this.customHosts = customHosts;
        this.members = members;
    }

    /** How many content types of its own a site may define. */
    public int customTypes() {
        return customTypes;
    }

    /** How many roles of its own a site may define. */
    public int customRoles() {
        return customRoles;
    }

    /** How many host names of its own a site may answer to, both environments together. */
    public int customHosts() {
        return customHosts;
    }

    /** How many people may stand on the roster. */
    public int members() {
        return members;
    }

    /** The word in URLs, JSON and the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Plan> ofKey(String key) {
        return Arrays.stream(values()).filter(plan -> plan.key().equals(key)).findFirst();
    }

    /** All words, smallest tier first. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Plan::key).toList();
    }
}
