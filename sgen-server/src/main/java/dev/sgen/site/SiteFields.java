package dev.sgen.site;

import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.Refused;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;

/** What a site's fields may be; each method answers with the value as it is kept, or refuses. */
final class SiteFields {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,39}");
    private static final int MAX_NAME = 120;

    /** First labels that mean something else under the base domain, or would be taken for the platform's own. */
    private static final Set<String> RESERVED = Set.of(
            "staging",
            "preview",
            "live",
            "www",
            "admin",
            "api",
            "mail",
            "static",
            "assets",
            "media",
            "health",
            "metrics",
            "sgen",
            "localhost");

    private SiteFields() {}

    /** Whether the text is spelled as a key; an id never is. */
    static boolean isKey(String text) {
        return KEY.matcher(text).matches() && !text.endsWith("-");
    }

    static String key(String key) {
        if (!isKey(key)) {
            throw new Refused(
                    new InvalidInput(
                            "/key",
                            "A key has 2 to 40 small letters, digits and hyphens, begins with a letter and doesn't end with a hyphen."));
        }
        if (RESERVED.contains(key)) {
            throw new Refused(new InvalidInput("/key", "The key " + key + " is reserved. Choose another one."));
        }
        return key;
    }

    static String name(String name) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_NAME || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(new InvalidInput("/name", "Give the site a name of 1 to " + MAX_NAME + " characters."));
        }
        return trimmed;
    }

    static String plan(String plan) {
        return Plan.ofKey(plan)
                .map(Plan::key)
                .orElseThrow(() -> new Refused(
                        new InvalidInput("/plan", "A plan is one of " + String.join(", ", Plan.keys()) + ".")));
    }

    static String zone(String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new Refused(
                    new InvalidInput("/timeZone", "Name a time zone of the IANA list, such as Europe/Berlin."));
        }
        return zone;
    }
}
