package dev.sgen.content;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks over content together with its type's {@link ContentPlan}, so that a visitor gets each value with what the
 * schema says about it.
 */
final class ContentWalk {
    private final Visitor visitor;

    private ContentWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Receives what the walk finds, in document order. */
    interface Visitor {
        /** Called for a text; {@code replace} replaces it in the content. */
        void text(SchemaPlace place, JsonNode value, String pointer, Consumer<JsonNode> replace);

        /** Called for a block, before its fields. */
        default void block(ObjectNode block, String pointer) {}
    }

    /** Visits every text about which the schema says something, and every block. Pointers begin with the prefix. */
    static void walk(ContentType type, ObjectNode content, String prefix, Visitor visitor) {
        new ContentWalk(visitor).value(ContentPlan.of(type).root(), content, prefix, v -> {});
    }

    private void value(SchemaPlace at, JsonNode value, String pointer, Consumer<JsonNode> replace) {
        SchemaPlace place = at.of(value);
        switch (value) {
            case ObjectNode object -> {
                if (at.isBlock()) {
                    visitor.block(object, pointer);
                }
                if (!place.bare()) {
                    for (String name : object.propertyNames().stream().toList()) {
                        value(
                                place.field(name),
                                object.path(name),
                                pointer + "/" + ContentPlan.escape(name),
                                v -> object.set(name, v));
                    }
                }
            }
            case ArrayNode list -> {
                for (int i = 0; !place.bare() && i < list.size(); i++) {
                    int index = i;
                    value(place.item(i), list.get(i), pointer + "/" + i, v -> list.set(index, v));
                }
            }
            default -> {
                if (value.isString() && !place.bare()) {
                    visitor.text(place, value, pointer, replace);
                }
            }
        }
    }
}
