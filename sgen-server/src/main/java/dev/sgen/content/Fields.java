package dev.sgen.content;

import dev.sgen.platform.Json;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks a value beside its schema, so that what the schema says about a field (its markup, what it refers
 * to) is at hand where the field's text is. Follows references inside the schema and into the blocks.
 */
final class Fields {
    private static final JsonNode BLOCKS = Json.read(BuiltInTypes.blocks());
    private static final String BLOCK = Schemas.BLOCKS + "#/$defs/block";
    private static final JsonNode BODY = Json.object().put("$ref", Schemas.BLOCKS + "#/$defs/body");

    private static final Set<String> REFERENCES = Set.of("media", "medias", "reference", "references");

    private final Visitor visitor;

    private Fields(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Hears of what the walk meets, in the order of the value. */
    interface Visitor {
        /** A text and the schema of its field; {@code replace} puts another value in its place. */
        void text(JsonNode schema, JsonNode value, String pointer, Consumer<JsonNode> replace);

        /** A block, before its own fields. */
        default void block(ObjectNode block, String pointer) {}
    }

    /** Visits every text and block of a record's content; pointers begin with the prefix. */
    static void walk(ContentType type, ObjectNode content, String prefix, Visitor visitor) {
        Fields fields = new Fields(visitor);
        fields.value(type.schema(), type.schema(), content, prefix, v -> {});
        if (hasUndeclaredBody(type, content)) {
            fields.value(BODY, BLOCKS, content.path("body"), prefix + "/body", v -> content.set("body", v));
        }
    }

    /** Types with pages may always have a body, whether their schema says so or not: pages show it. */
    static boolean hasUndeclaredBody(ContentType type, ObjectNode content) {
        return type.hasPath()
                && content.has("body")
                && !type.schema().path("properties").has("body");
    }

    private void value(JsonNode schema, JsonNode root, JsonNode value, String at, Consumer<JsonNode> replace) {
        if (!schema.isObject()) {
            return;
        }
        String ref = schema.path("$ref").asString("");
        if (ref.equals(BLOCK) || (root == BLOCKS && ref.equals("#/$defs/block"))) {
            block(value, at, replace);
        } else if (ref.startsWith(Schemas.BLOCKS + "#")) {
            value(BLOCKS.at(ref.substring(Schemas.BLOCKS.length() + 1)), BLOCKS, value, at, replace);
        } else if (ref.startsWith("#/")) {
            value(root.at(ref.substring(1)), root, value, at, replace);
        }
        for (String combined : new String[] {"allOf", "anyOf", "oneOf"}) {
            schema.path(combined).forEach(part -> value(part, root, value, at, replace));
        }
        switch (value) {
            case ObjectNode object -> object(schema, root, object, at);
            case ArrayNode list -> list(schema, root, list, at);
            default -> {
                if (value.isString()) {
                    visitor.text(schema, value, at, replace);
                }
            }
        }
    }

    private void block(JsonNode value, String at, Consumer<JsonNode> replace) {
        if (value instanceof ObjectNode block) {
            visitor.block(block, at);
            value(BLOCKS.path("$defs").path(block.path("type").asString("")), BLOCKS, block, at, replace);
        }
    }

    private void object(JsonNode schema, JsonNode root, ObjectNode object, String at) {
        JsonNode known = schema.path("properties");
        JsonNode rest = schema.path("additionalProperties");
        if (!known.isObject() && !rest.isObject()) {
            return;
        }
        for (String name : object.propertyNames().stream().toList()) {
            JsonNode field = known.has(name) ? known.path(name) : rest;
            value(field, root, object.path(name), at + "/" + escape(name), v -> object.set(name, v));
        }
    }

    private void list(JsonNode schema, JsonNode root, ArrayNode list, String at) {
        JsonNode items = schema.path("items");
        for (int i = 0; items.isObject() && i < list.size(); i++) {
            int index = i;
            value(items, root, list.get(i), at + "/" + i, v -> list.set(index, v));
        }
    }

    /** A key as a step of a JSON Pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether the field is of the kind that names another record. */
    static boolean isReference(JsonNode schema) {
        return REFERENCES.contains(schema.path("x-widget").asString(""));
    }
}
