package dev.sgen.theme;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads fields of content leniently: what isn't there or isn't of the kind reads as absent. */
final class ContentFields {
    private ContentFields() {}

    static String text(JsonNode node, String field) {
        return text(node.path(field));
    }

    static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() && !value.isMissingNode() ? value.asString("") : "";
    }

    static int number(JsonNode node, String field, int otherwise) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return value.asInt(otherwise);
        }
        try {
            return value.isString() ? Integer.parseInt(value.stringValue().strip()) : otherwise;
        } catch (NumberFormatException unreadable) {
            return otherwise;
        }
    }

    static boolean yes(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() && value.booleanValue();
    }

    static boolean no(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() && !value.booleanValue();
    }

    /** A decimal, given as a number or as text. */
    static @Nullable BigDecimal decimal(JsonNode node, String field) {
        String text = text(node, field).strip();
        try {
            return text.isEmpty() ? null : new BigDecimal(text);
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    /** A moment in RFC 3339. */
    static @Nullable Instant moment(JsonNode node, String field) {
        String text = text(node, field);
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** The texts of a list; a single text counts as a list of one. */
    static List<String> texts(JsonNode node, String field) {
        JsonNode value = node.path(field);
        List<String> out = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(each -> {
                if (!text(each).isBlank()) {
                    out.add(text(each));
                }
            });
        } else if (!text(value).isBlank()) {
            out.add(text(value));
        }
        return out;
    }
}
