package dev.sgen.api;

import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a request body must have. */
final class RequiredFields {
    private RequiredFields() {}

    /**
     * The value of a field.
     *
     * @throws Refused {@link BadRequest} naming the field if it is missing
     */
    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw odd(field, "This field is required.");
        }
        return value;
    }

    /**
     * A moment as RFC 3339 in any offset; null stays null.
     *
     * @throws Refused {@link BadRequest} naming the field if it is none
     */
    static @Nullable Instant moment(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException odd) {
            throw odd(field, "Write a moment as 2026-01-31T09:30:00Z.");
        }
    }

    /** An id in an address: one that can't be one names nothing. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            return new UUID(0, 0);
        }
    }

    private static Refused odd(String field, String message) {
        return new Refused(
                new BadRequest("The field " + field + ": " + message, List.of(new FieldError(field, message))));
    }
}
