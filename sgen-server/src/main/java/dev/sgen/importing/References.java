package dev.sgen.importing;

import dev.sgen.vocabulary.RecordId;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Puts ids where items of a source name each other as {@code ref:SOURCE}. */
final class References {
    private static final String MARK = "ref:";

    private References() {}

    /** A copy in which every reference that can be resolved is; the others are noted. */
    static ObjectNode resolve(ObjectNode content, Map<String, RecordId> ids, Notes notes) {
        return (ObjectNode) value(content, ids, notes);
    }

    private static JsonNode value(JsonNode value, Map<String, RecordId> ids, Notes notes) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(e -> copy.set(e.getKey(), value(e.getValue(), ids, notes)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = list.arrayNode();
                list.forEach(item -> copy.add(value(item, ids, notes)));
                yield copy;
            }
            default -> value.isString() && value.asString().startsWith(MARK) ? reference(value, ids, notes) : value;
        };
    }

    private static JsonNode reference(JsonNode value, Map<String, RecordId> ids, Notes notes) {
        String source = value.asString().substring(MARK.length());
        RecordId id = ids.get(source);
        if (id == null) {
            notes.add("It names “" + Texts.cut(source, 200) + "”, which the source doesn't hold");
            return value;
        }
        return StringNode.valueOf(id.toString());
    }
}
