package dev.sgen.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A field of a published form, as needed to validate an answer.
 *
 * @param options the values of a choice; empty for free text
 * @param longest the maximum number of characters of an answer
 */
record PublishedField(String name, String label, Kind kind, boolean required, List<String> options, int longest) {
    /** The field types, with the maximum length if the form does not define one. */
    enum Kind {
        TEXT(500),
        EMAIL(254),
        TEXTAREA(10_000),
        SELECT(300),
        CHECKBOX(300),
        RADIO(300),
        NUMBER(60),
        DATE(10),
        TEL(60),
        URL(2_000),
        HIDDEN(500),
        CONSENT(20);

        private final int usualLength;

        Kind(int usualLength) {
            this.usualLength = usualLength;
        }

        private static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.name().equalsIgnoreCase(word)) {
                    return kind;
                }
            }
            return TEXT;
        }
    }

    /** Whether the field is a single checkbox. */
    boolean tick() {
        return kind == Kind.CONSENT || kind == Kind.CHECKBOX && options.isEmpty();
    }

    /** Whether several options may be chosen. */
    boolean many() {
        return kind == Kind.CHECKBOX && !options.isEmpty();
    }

    /** The fields of a form's content, in their order; of two with the same name, the first. */
    static List<PublishedField> of(JsonNode content) {
        Map<String, PublishedField> fields = new LinkedHashMap<>();
        for (JsonNode field : content.path("fields")) {
            String name = field.path("name").asString("");
            if (!name.isBlank()) {
                fields.putIfAbsent(name, read(name, field));
            }
        }
        return List.copyOf(fields.values());
    }

    private static PublishedField read(String name, JsonNode field) {
        Kind kind = Kind.of(field.path("type").asString(""));
        String label = field.path("label").asString("").strip();
        List<String> options = new ArrayList<>();
        for (JsonNode option : field.path("options")) {
            String text = option.isObject()
                    ? option.path("value").asString(option.path("label").asString(""))
                    : option.asString("");
            if (!text.isBlank()) {
                options.add(text.strip());
            }
        }
        return new PublishedField(
                name,
                label.isEmpty() ? name : label,
                kind,
                field.path("required").asBoolean(false),
                List.copyOf(options),
                field.path("maxLength").asInt(kind.usualLength));
    }
}
