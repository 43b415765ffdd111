package dev.sgen.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the order of a schema's fields, which forms follow. The database doesn't keep the order of JSON keys, so each
 * field stores its position as {@code x-order}.
 */
final class FieldOrder {
    private static final String PLACE = "x-order";

    private FieldOrder() {}

    /** A copy of the schema whose fields have their positions. */
    static ObjectNode written(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        mark(copy);
        return copy;
    }

    /** Sorts the fields by position, in place, and returns the schema. */
    static JsonNode read(JsonNode schema) {
        sort(schema);
        return schema;
    }

    private static void mark(JsonNode schema) {
        int place = 0;
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            if (field.getValue() instanceof ObjectNode property) {
                property.put(PLACE, place++);
                mark(property);
                mark(property.path("items"));
            }
        }
    }

    private static void sort(JsonNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties) {
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(properties.properties());
            fields.sort(Comparator.comparingInt(f -> f.getValue().path(PLACE).asInt(Integer.MAX_VALUE)));
            properties.removeAll();
            for (Map.Entry<String, JsonNode> field : fields) {
                properties.set(field.getKey(), field.getValue());
                sort(field.getValue());
                sort(field.getValue().path("items"));
            }
        }
    }
}
