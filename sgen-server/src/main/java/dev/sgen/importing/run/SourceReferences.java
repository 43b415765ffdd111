package dev.sgen.importing.run;

import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.vocabulary.RecordId;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Replaces references between source items ({@code ref:SOURCE}) by record ids. */
public final class SourceReferences {
    private static final String MARK = "ref:";

    private SourceReferences() {}

    /** A copy of the content with references replaced. References to unknown sources stay as they are and are noted. */
    public static ObjectNode resolve(ObjectNode content, Map<String, RecordId> ids, ItemNotes itemNotes) {
        return (ObjectNode) value(content, ids, itemNotes);
    }

    private static JsonNode value(JsonNode value, Map<String, RecordId> ids, ItemNotes itemNotes) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(e -> copy.set(e.getKey(), value(e.getValue(), ids, itemNotes)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = list.arrayNode();
                list.forEach(item -> copy.add(value(item, ids, itemNotes)));
                yield copy;
            }
            default -> value.isString() && value.asString().startsWith(MARK) ? reference(value, ids, itemNotes) : value;
        };
    }

    private static JsonNode reference(JsonNode value, Map<String, RecordId> ids, ItemNotes itemNotes) {
        String source = value.asString().substring(MARK.length());
        RecordId id = ids.get(source);
        if (id == null) {
            itemNotes.add("It names “" + ForeignText.cut(source, 200) + "”, which the source doesn't hold");
            return value;
        }
        return StringNode.valueOf(id.toString());
    }
}
