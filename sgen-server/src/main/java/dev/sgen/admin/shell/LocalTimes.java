package dev.sgen.admin.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formats moments for people of a site, in English, relative or exact, in the site's zone; parses date fields.
 *
 * @param zone the site's zone
 * @param now the present moment, the same for a whole page
 */
public record LocalTimes(ZoneId zone, Instant now) {
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter LONG_DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK_ZONE = DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

    private static final Duration SAME_REQUEST = Duration.ofSeconds(-10);

    /** Such as {@code just now}, {@code 2 h ago}, {@code yesterday, 14:03}, {@code 3 Mar}, {@code in 20 min}. */
    public String relative(Instant at) {
        Duration ago = Duration.between(at, now);
        // {@code now} is taken when the request begins, so what the request itself did lies slightly in the future.
        if (ago.isNegative() && ago.compareTo(SAME_REQUEST) < 0) {
            return ahead(ago.negated(), at);
        }
        if (ago.toMinutes() < 1) {
            return "just now";
        }
        if (ago.toHours() < 1) {
            return ago.toMinutes() + " min ago";
        }
        LocalDate day = at.atZone(zone).toLocalDate();
        LocalDate today = now.atZone(zone).toLocalDate();
        if (day.equals(today)) {
            return ago.toHours() + " h ago";
        }
        if (day.equals(today.minusDays(1))) {
            return "yesterday, " + CLOCK.format(at.atZone(zone));
        }
        return (day.getYear() == today.getYear() ? DAY : DAY_YEAR).format(day);
    }

    private String ahead(Duration left, Instant at) {
        if (left.toHours() < 1) {
            return "in " + Math.max(1, left.toMinutes()) + " min";
        }
        return left.toDays() < 1 ? "in " + left.toHours() + " h" : "on " + DAY_TIME.format(at.atZone(zone));
    }

    /** Replaces the ISO instants in a refusal's text by readable moments. */
    public String inWords(String sentence) {
        return ISO.matcher(sentence).replaceAll(found -> moment(Instant.parse(found.group())));
    }

    /** Such as {@code in 3 days 4 h}, {@code in 20 min}, or {@code 12 min ago}. */
    public String left(Instant at) {
        Duration left = Duration.between(now, at);
        String amount = amount(left.abs());
        return left.isNegative() ? amount + " ago" : "in " + amount;
    }

    private static String amount(Duration span) {
        long days = span.toDays();
        if (days > 0) {
            int hours = span.toHoursPart();
            return AdminWords.count((int) days, "day") + (hours > 0 && days < 14 ? " " + hours + " h" : "");
        }
        if (span.toHours() > 0) {
            int minutes = span.toMinutesPart();
            return span.toHours() + " h" + (minutes > 0 ? " " + minutes + " min" : "");
        }
        return Math.max(1, span.toMinutes()) + " min";
    }

    /** Such as {@code Tuesday 24 November 2026, 09:00 GMT}. */
    public String full(Instant at) {
        return FULL.format(at.atZone(zone));
    }

    /** Such as {@code Tuesday 24 November 2026}. */
    public String day(Instant at) {
        return LONG_DAY.format(at.atZone(zone));
    }

    /** Such as {@code 09:00 GMT}. */
    public String clock(Instant at) {
        return CLOCK_ZONE.format(at.atZone(zone));
    }

    /** With seconds and the zone's name. */
    public String exact(Instant at) {
        return EXACT.format(at.atZone(zone));
    }

    /** Such as {@code 3 Mar, 14:03}. */
    public String moment(Instant at) {
        return DAY_TIME.format(at.atZone(zone));
    }

    /** As the value of a {@code datetime-local} field. */
    public String field(Instant at) {
        return FIELD.format(at.atZone(zone));
    }

    /**
     * Parses the value of a {@code datetime-local} field in the site's zone; null if it is blank or unreadable. A
     * local time that does not exist is moved forward; of one that occurs twice, the first is meant.
     */
    public @Nullable Instant parse(@Nullable String field) {
        if (field == null || field.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(field).atZone(zone).toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    /** The start of the day in a {@code date} field, in the site's zone; null if it is blank or unreadable. */
    public @Nullable Instant dayStart(@Nullable String field) {
        if (field == null || field.isBlank()) {
            return null;
        }
        try {
            return ZonedDateTime.of(LocalDate.parse(field).atStartOfDay(), zone).toInstant();
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
