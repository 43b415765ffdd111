package dev.sgen.content;

import dev.sgen.platform.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All schemas of a document, each reference resolved to the schema it names. An unresolvable reference, or a document
 * beyond the limits, is a {@link Problem}.
 */
final class SchemaIndex {
    static final int MAX_SCHEMAS = 5_000;

    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
    private static final Set<String> LISTED = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> SINGLE = Set.of(
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
            "items",
            "contains",
            "unevaluatedItems",
            "not",
            "if",
            "then",
            "else",
            "contentSchema");

    /** The schema document of blocks, to which every type's schema may refer. */
    static final SchemaIndex BLOCKS = new SchemaIndex(Json.read(BuiltInTypes.blocks()), null);

    private final @Nullable SchemaIndex blocks;
    private final JsonNode document;
    private final int firstId;
    private final List<SchemaNode> found = new ArrayList<>();
    private final Map<String, SchemaNode> byPointer = new LinkedHashMap<>();
    private final Map<String, SchemaNode> byAnchor = new HashMap<>();

    /** The schema can't be resolved; the message is a sentence for its author. */
    static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String pointer;

        Problem(String pointer, String message) {
            super(message);
            this.pointer = pointer;
        }

        /** JSON Pointer into the schema. */
        String pointer() {
            return pointer;
        }
    }

    private SchemaIndex(JsonNode document, @Nullable SchemaIndex blocks) {
        this.document = document;
        this.blocks = blocks;
        this.firstId = blocks == null ? 0 : blocks.byPointer.size();
        find(document, "");
        // Resolving references adds schemas that are stored under unknown keywords, so the list grows.
        for (int i = 0; i < found.size(); i++) {
            bind(found.get(i));
        }
        if (blocks == null) {
            node("/$defs/block").block = true;
        }
    }

    /**
     * @throws Problem if the document can't be resolved
     */
    static SchemaIndex of(JsonNode document) {
        return new SchemaIndex(document, BLOCKS);
    }

    SchemaNode root() {
        return node("");
    }

    /** The schema at a JSON Pointer. */
    SchemaNode node(String pointer) {
        SchemaNode found = byPointer.get(pointer);
        if (found == null) {
            throw new Problem(pointer, "There is no schema at #" + pointer);
        }
        return found;
    }

    boolean has(String pointer) {
        return byPointer.containsKey(pointer);
    }

    List<SchemaNode> all() {
        return List.copyOf(byPointer.values());
    }

    /** The length of the longest list that a check goes through in one step: properties, required fields, patterns. */
    int heaviest() {
        int most = 0;
        for (SchemaNode node : byPointer.values()) {
            for (String keyword : List.of("required", "properties", "patternProperties", "dependentSchemas")) {
                most = Math.max(most, node.json.path(keyword).size());
            }
            int dependent = 0;
            for (JsonNode needed : node.json.path("dependentRequired")) {
                dependent += 1 + needed.size();
            }
            most = Math.max(most, dependent);
        }
        return most;
    }

    private void find(JsonNode schema, String pointer) {
        if ((!schema.isObject() && !schema.isBoolean()) || byPointer.containsKey(pointer)) {
            return;
        }
        if (byPointer.size() >= MAX_SCHEMAS) {
            throw new Problem(pointer, "A schema may be made of at most " + MAX_SCHEMAS + " schemas");
        }
        SchemaNode node = new SchemaNode(firstId + byPointer.size(), schema, pointer);
        byPointer.put(pointer, node);
        found.add(node);
        anchor(node, "$anchor");
        anchor(node, "$dynamicAnchor");
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            String here = pointer + "/" + ContentPlan.escape(keyword);
            if (NAMED.contains(keyword)) {
                value.properties().forEach(e -> find(e.getValue(), here + "/" + ContentPlan.escape(e.getKey())));
            } else if (LISTED.contains(keyword)) {
                for (int i = 0; i < value.size(); i++) {
                    find(value.get(i), here + "/" + i);
                }
            } else if (SINGLE.contains(keyword)) {
                find(value, here);
            }
        }
    }

    private void anchor(SchemaNode node, String keyword) {
        String name = node.json.path(keyword).asString("");
        if (!name.isEmpty()) {
            SchemaNode before = byAnchor.putIfAbsent(name, node);
            if (before != null && before != node) {
                throw new Problem(node.pointer + "/" + keyword, "Two schemas can't have the same anchor");
            }
        }
    }

    private void bind(SchemaNode node) {
        JsonNode json = node.json;
        reference(json, "$ref", node);
        reference(json, "$dynamicRef", node);
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            each(node, keyword, (name, schema) -> node.applied.add(schema));
        }
        each(node, "dependentSchemas", (name, schema) -> node.applied.add(schema));
        one(node, "then", node.applied);
        one(node, "else", node.applied);
        one(node, "if", node.asked);
        one(node, "not", node.asked);
        each(node, "properties", node.properties::put);
        each(node, "patternProperties", (name, schema) -> node.patterns.add(matching(node, name, schema)));
        one(node, "additionalProperties", node.others);
        one(node, "unevaluatedProperties", node.others);
        each(node, "prefixItems", (name, schema) -> node.prefix.add(schema));
        node.items = byPointer.get(node.pointer + "/items");
        one(node, "contains", node.anyItems);
        one(node, "unevaluatedItems", node.anyItems);
    }

    private static SchemaNode.Matching matching(SchemaNode node, String name, SchemaNode schema) {
        try {
            return new SchemaNode.Matching(BoundedPattern.of(name), schema);
        } catch (IllegalArgumentException unusable) {
            throw new Problem(node.pointer + "/patternProperties", String.valueOf(unusable.getMessage()));
        }
    }

    private void one(SchemaNode node, String keyword, List<SchemaNode> into) {
        SchemaNode found = byPointer.get(node.pointer + "/" + keyword);
        if (found != null) {
            into.add(found);
        }
    }

    private void each(SchemaNode node, String keyword, BiConsumer<String, SchemaNode> into) {
        JsonNode value = node.json.path(keyword);
        String here = node.pointer + "/" + keyword;
        List<String> steps = new ArrayList<>();
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                steps.add(String.valueOf(i));
            }
        } else if (value.isObject()) {
            steps.addAll(value.propertyNames());
        }
        for (String step : steps) {
            SchemaNode found = byPointer.get(here + "/" + ContentPlan.escape(step));
            if (found != null) {
                into.accept(step, found);
            }
        }
    }

    private void reference(JsonNode json, String keyword, SchemaNode node) {
        String target = json.path(keyword).asString("");
        if (target.isEmpty()) {
            return;
        }
        SchemaNode named = null;
        if (target.startsWith(Schemas.BLOCKS + "#/") && blocks != null) {
            named = blocks.byPointer.get(pointer(target.substring(Schemas.BLOCKS.length() + 1)));
        } else if (target.equals("#") || target.startsWith("#/")) {
            named = anywhere(pointer(target.substring(1)));
        } else if (target.startsWith("#")) {
            named = byAnchor.get(target.substring(1));
        }
        if (named == null) {
            throw new Problem(
                    node.pointer + "/" + keyword,
                    "This refers to no schema; name a part of this schema, such as #/$defs/price, or " + Schemas.BLOCKS
                            + "#/$defs/body");
        }
        node.applied.add(named);
    }

    private @Nullable SchemaNode anywhere(String pointer) {
        if (!byPointer.containsKey(pointer)) {
            find(document.at(pointer), pointer);
        }
        return byPointer.get(pointer);
    }

    /** Decodes the pointer of a reference's URL fragment to the spelling used in {@link #byPointer}. */
    private static String pointer(String fragment) {
        if (fragment.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (String step : fragment.substring(1).split("/", -1)) {
            String plain = step;
            try {
                plain = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException asItStands) {
                // A single percent sign is no escape.
            }
            out.append('/').append(plain);
        }
        return out.toString();
    }
}
