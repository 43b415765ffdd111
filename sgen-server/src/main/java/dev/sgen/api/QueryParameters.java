package dev.sgen.api;

import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a request says in words into what use cases take, or says which field can't be read. */
final class QueryParameters {
    /** More records than one call may name (T37). */
    static final int MAX_RECORDS = 10_000;

    private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?\"(\\d{1,9})\"|(\\d{1,9})");

    private QueryParameters() {}

    /** A save that doesn't say what it started from (REC-16). */
    private record PreconditionRequired() implements Refusal {
        @Override
        public String code() {
            return "precondition-required";
        }

        @Override
        public String detail() {
            return "A save names the version it started from: send the record's ETag as If-Match.";
        }
    }

    static Refused bad(String field, String message) {
        return new Refused(new BadRequest(field + ": " + message, List.of(new FieldError(field, message))));
    }

    /** One of a closed set of words. */
    static <E extends Enum<E>> @Nullable E word(@Nullable String text, String field, E[] all, Function<E, String> key) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(all)
                .filter(e -> key.apply(e).equals(text))
                .findFirst()
                .orElseThrow(() -> bad(
                        field, "Use one of " + Arrays.stream(all).map(key).collect(Collectors.joining(", ")) + "."));
    }

    static @Nullable Boolean flag(@Nullable String text, String field) {
        return switch (text) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(field, "Use true or false.");
        };
    }

    /** A moment as RFC 3339, or a day, which begins at midnight UTC. */
    static @Nullable Instant moment(@Nullable String text, String field) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : kept(OffsetDateTime.parse(text).toInstant(), field);
        } catch (DateTimeParseException unreadable) {
            throw new Refused(
                    new BadRequest(
                            field + " is no moment.",
                            List.of(new FieldError(field, "Write a moment such as 2026-03-01T09:00:00Z."))),
                    unreadable);
        }
    }

    /** The database keeps years of four digits and microseconds, and so do we: a moment is the same wherever it is told. */
    private static Instant kept(Instant moment, String field) {
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw bad(field, "Write a moment between the years 1 and 9999.");
        }
        return moment.truncatedTo(ChronoUnit.MICROS);
    }

    /** Records by their ids, each once. */
    static List<RecordId> records(@Nullable List<String> ids, String field) {
        if (ids == null || ids.isEmpty()) {
            throw bad(field, "Name at least one record.");
        }
        if (ids.size() > MAX_RECORDS) {
            throw bad(field, "Name at most " + MAX_RECORDS + " records at once.");
        }
        LinkedHashSet<RecordId> distinct = new LinkedHashSet<>();
        for (String id : ids) {
            distinct.add(RecordId.parse(RequiredFields.required(field, id)));
        }
        return List.copyOf(distinct);
    }

    /**
     * The working version a save started from, out of {@code If-Match}: {@code "5"}, {@code W/"5"} or {@code 5}.
     *
     * @throws Refused precondition-required without the header; {@link BadRequest} for {@code *} and lists,
     *     which would let a save overwrite what nobody looked at
     */
    static int version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(new PreconditionRequired());
        }
        Matcher tag = ENTITY_TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw bad("If-Match", "Name one version, such as \"5\", as the record's ETag said.");
        }
        return Integer.parseInt(tag.group(1) != null ? tag.group(1) : tag.group(2));
    }
}
