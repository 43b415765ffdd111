package dev.sgen.content;

import dev.sgen.vocabulary.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a record's content refers to: found by what the type's schema says of its fields, blocks included. */
public final class Refs {
    private Refs() {}

    /** Every reference to a media or other record, in the order of the content; the same target may come often. */
    public static List<Reference> of(ContentType type, ObjectNode content) {
        List<Reference> found = new ArrayList<>();
        Fields.walk(type, content, "", (schema, value, pointer, replace) -> {
            String target = typeOf(schema, type.schema(), pointer);
            if (target != null && isId(value.asString())) {
                found.add(new Reference(new RecordId(UUID.fromString(value.asString())), target, pointer));
            }
        });
        return List.copyOf(found);
    }

    private static @org.jspecify.annotations.Nullable String typeOf(JsonNode schema, JsonNode root, String pointer) {
        if (Fields.isReference(schema)) {
            return schema.path("x-type").asString("");
        }
        // In a list of references the widget stands at the list, the text in its items.
        int slash = pointer.lastIndexOf('/');
        if (slash > 0 && pointer.indexOf('/', 1) == slash && isIndex(pointer.substring(slash + 1))) {
            JsonNode list = root.path("properties").path(pointer.substring(1, slash));
            return Fields.isReference(list) ? list.path("x-type").asString("") : null;
        }
        return schema.path("format").asString("").equals("record-id") ? "" : null;
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isId(String text) {
        try {
            return text.length() == 36 && UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
