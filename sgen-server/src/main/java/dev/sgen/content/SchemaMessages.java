package dev.sgen.content;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns a schema validation error into a sentence that says what to do. */
final class SchemaMessages {
    private SchemaMessages() {}

    static String of(Error error) {
        JsonNode rule = error.getSchemaNode();
        String keyword = Objects.requireNonNullElse(error.getKeyword(), "");
        return switch (keyword) {
            case "required" -> "This field is needed";
            case "additionalProperties", "unevaluatedProperties", "false" -> "There is no such field here";
            case "type" -> "This must be " + kinds(rule) + ", not " + kind(error.getInstanceNode());
            case "enum" -> "Choose one of " + choices(rule);
            case "const" -> "This must be " + rule;
            case "maxLength" -> "Write at most " + rule + " characters";
            case "minLength" ->
                rule != null && rule.asInt() == 1 ? "Write something" : "Write at least " + rule + " characters";
            case "minimum" -> "This must be at least " + rule;
            case "maximum" -> "This must be at most " + rule;
            case "maxItems" -> "There may be at most " + rule + " of these";
            case "minItems" -> "There must be at least " + rule + " of these";
            case "format" -> SchemaFormats.advice(rule == null ? "" : rule.asString());
            case "pattern" -> "This doesn't fit the pattern " + (rule == null ? "" : rule.asString());
            default -> sentence(error.getMessage());
        };
    }

    private static String kinds(@Nullable JsonNode rule) {
        if (rule == null) {
            return "something else";
        }
        if (!rule.isArray()) {
            return kind(rule.asString());
        }
        List<String> kinds = new ArrayList<>();
        rule.forEach(k -> kinds.add(kind(k.asString())));
        return String.join(" or ", kinds);
    }

    private static String kind(String type) {
        return switch (type) {
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            case "null" -> "empty";
            default -> type;
        };
    }

    private static String kind(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "empty";
        }
        return switch (value.getNodeType()) {
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            default -> "an object";
        };
    }

    private static String choices(@Nullable JsonNode rule) {
        List<String> choices = new ArrayList<>();
        if (rule != null) {
            rule.forEach(c -> choices.add(c.isString() ? c.asString() : c.toString()));
        }
        return String.join(", ", choices);
    }

    private static String sentence(@Nullable String message) {
        if (message == null || message.isEmpty()) {
            return "This value doesn't fit";
        }
        int start = message.indexOf(": ");
        return "This value doesn't fit: " + (start >= 0 ? message.substring(start + 2) : message);
    }
}
