package dev.sgen.admin.shell;

import dev.sgen.content.ContentType;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.vocabulary.Environment;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and number formats of the admin interface. */
public final class AdminWords {
    private static final Map<String, String> ICONS = Map.ofEntries(
            Map.entry("page", "file-text"),
            Map.entry("post", "news"),
            Map.entry("product", "shopping-bag"),
            Map.entry("form", "forms"),
            Map.entry("event", "calendar-event"),
            Map.entry("location", "map-pin"),
            Map.entry("media", "photo"),
            Map.entry("settings", "adjustments"),
            Map.entry("navigation", "menu-2"),
            Map.entry("theme", "palette"),
            Map.entry("layout", "layout"),
            Map.entry("redirect", "arrow-forward-up"),
            Map.entry("automation", "bolt"),
            Map.entry("integration", "plug"));

    private static final int LONGEST = 90;

    /** Nouns with these endings take "es" in the plural. */
    private static final Pattern HISSES = Pattern.compile("(?:[xz]|[cs]h)$");

    private AdminWords() {}

    /** The icon of a content type. */
    public static String icon(String type) {
        return ICONS.getOrDefault(type, "database");
    }

    /** The plural of a content type's name: {@code Pages}, {@code Settings}, {@code Recipes}. */
    public static String plural(ContentType type) {
        String name = type.name();
        if (name.endsWith("s") || name.equals("Media") || name.equals("Navigation")) {
            return name;
        }
        boolean ies = name.endsWith("y") && name.length() > 1 && "aeiou".indexOf(name.charAt(name.length() - 2)) < 0;
        return ies
                ? name.substring(0, name.length() - 1) + "ies"
                : name + (HISSES.matcher(name).find() ? "es" : "s");
    }

    /** A content type's name with its article: {@code a page}, {@code an event}. */
    public static String one(ContentType type) {
        String name = type.name().toLowerCase(java.util.Locale.ROOT);
        return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    /** A title shortened for sentences and buttons. */
    public static String cut(String title) {
        return title.codePointCount(0, title.length()) <= LONGEST
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST)).strip() + "…";
    }

    /** {@code 1 record}, {@code 6 records}, {@code 10,000 records}. */
    public static String count(int n, String noun) {
        return number(n) + " " + (n == 1 ? noun : noun + "s");
    }

    /** {@code 10,000}. */
    public static String number(int n) {
        return String.format(Locale.ENGLISH, "%,d", n);
    }

    /** {@code Staging} or {@code Live}. */
    public static String name(Environment environment) {
        return environment == Environment.STAGING ? "Staging" : "Live";
    }

    /** A coordinate's state in few words, for lists; a dash if there is none. */
    public static String state(@Nullable Coordinate at) {
        if (at == null) {
            return "—";
        }
        return switch (at.state()) {
            case DRAFT -> "Draft";
            case SCHEDULED -> "Scheduled";
            case PUBLISHED -> "v" + at.published();
            case ARCHIVED -> "Archived";
        };
    }

    public static String drift(DriftStatus driftStatus) {
        return switch (driftStatus) {
            case SAME -> "same";
            case STAGING_AHEAD -> "staging ahead";
            case LIVE_AHEAD -> "live ahead";
            case CONFLICT -> "both changed";
            case ONLY_STAGING -> "only on staging";
            case ONLY_LIVE -> "only on live";
        };
    }
}
