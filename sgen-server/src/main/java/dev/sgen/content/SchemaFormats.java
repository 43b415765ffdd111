package dev.sgen.content;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats that schemas may name besides the standard ones, and the message for a text that doesn't match. */
final class SchemaFormats {
    private static final Pattern MONEY = Pattern.compile("[0-9]{1,15}([.][0-9]{1,6})?");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,253}");
    private static final Pattern COLOR = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private static final Map<String, String> ADVICE = Map.of(
            "money", "Write an amount such as 19.90, without a currency sign",
            "currency", "Write the three letters of a currency, such as EUR",
            "time-zone", "Write a time zone such as Europe/Berlin",
            "record-id", "Name a record by its id",
            "sha256", "Write a SHA-256 in 64 lower-case hexadecimal digits",
            "color", "Write a colour such as #2458d3",
            "link", "Write a web address (http, https, mailto, tel) or a path of this site",
            "path", "Write a path of this site, beginning with /",
            "date-time", "Write a moment such as 2027-03-01T09:00:00Z",
            "email-address", "Write an email address");

    private SchemaFormats() {}

    static List<Format> all() {
        return List.of(
                format("money", t -> MONEY.matcher(t).matches()),
                format("currency", CURRENCIES::contains),
                format("time-zone", ZONES::contains),
                format("record-id", SchemaFormats::isId),
                format("sha256", t -> SHA256.matcher(t).matches()),
                format("color", t -> COLOR.matcher(t).matches()),
                // The library only accepts listed top-level domains; others exist.
                format("email-address", t -> EMAIL.matcher(t).matches()),
                format("link", SchemaFormats::isLink),
                format("email-address", t -> EMAIL.matcher(t).matches()),
                format("path", t -> t.startsWith("/") && !t.startsWith("//") && isLink(t)));
    }

    static String advice(String format) {
        return ADVICE.getOrDefault(format, "This doesn't read as " + format.replace('-', ' '));
    }

    /** Whether an address may be used in a link: an allowed scheme, or none. */
    static boolean isLink(String address) {
        if (address.isBlank() || address.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == '\\')) {
            return false;
        }
        String text = address.strip();
        int colon = text.indexOf(':');
        int other = firstOf(text, "/?#");
        if (colon < 0 || (other >= 0 && other < colon)) {
            return true;
        }
        return Set.of("http", "https", "mailto", "tel")
                .contains(text.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isId(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }

    private static Format format(String name, Predicate<String> fits) {
        return new Format() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public boolean matches(ExecutionContext context, String value) {
                return fits.test(value);
            }
        };
    }
}
