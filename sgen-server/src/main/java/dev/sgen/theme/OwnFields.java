package dev.sgen.theme;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The fields of a type that its site made itself: what the built-in theme can show without knowing them. */
final class OwnFields {
    private static final Set<String> SHOWN_ELSEWHERE = Set.of(
            "body", "excerpt", "featuredImage", "images", "seo", "layout", "notes", "categories", "author", "date");

    /** A reference to another record says nothing to a visitor. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private OwnFields() {}

    static List<Map<String, Object>> of(JsonNode content, ThemeMessages themeMessages) {
        List<Map<String, Object>> out = new ArrayList<>();
        content.properties().forEach(field -> {
            String value = value(content, field.getKey(), field.getValue(), themeMessages);
            if (!SHOWN_ELSEWHERE.contains(field.getKey())
                    && !value.isBlank()
                    && !ID.matcher(value).find()) {
                out.add(Map.of("name", name(field.getKey()), "value", value));
            }
        });
        return out;
    }

    private static String value(JsonNode content, String key, JsonNode value, ThemeMessages themeMessages) {
        Instant moment = ContentFields.moment(content, key);
        BigDecimal number = value.isNumber() ? ContentFields.decimal(content, key) : null;
        if (moment != null) {
            return themeMessages.date(moment);
        }
        if (number != null) {
            return NumberFormat.getInstance(themeMessages.locale()).format(number);
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "Yes" : "No";
        }
        return String.join(", ", ContentFields.texts(content, key));
    }

    /** {@code openingHours} and {@code opening_hours} read as "Opening hours". */
    private static String name(String key) {
        String words = key.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replace('_', ' ')
                .replace('-', ' ')
                .strip();
        return words.isEmpty()
                ? key
                : words.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + words.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
