package dev.sgen.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One schema of a document, with what it says about places already read and its references already followed. */
final class SchemaNode {
    private static final Set<String> REFERENCES = Set.of("media", "medias", "reference", "references");

    final int id;
    final JsonNode json;
    final String pointer;

    /** Schemas that hold of the same value and say what it is: references, {@code allOf} and its like, {@code then}. */
    final List<SchemaNode> applied = new ArrayList<>();

    /** Schemas that the same value is only asked: {@code if}, {@code not}. They declare nothing. */
    final List<SchemaNode> asked = new ArrayList<>();

    final Map<String, SchemaNode> properties = new LinkedHashMap<>();
    final List<Matching> patterns = new ArrayList<>();

    /** What holds of fields without a name of their own: {@code additionalProperties}, {@code unevaluatedProperties}. */
    final List<SchemaNode> others = new ArrayList<>();

    final List<SchemaNode> prefix = new ArrayList<>();

    /** What holds of the items behind the prefix. */
    @Nullable
    SchemaNode items;

    /** What holds of some or all items, wherever: {@code contains}, {@code unevaluatedItems}. */
    final List<SchemaNode> anyItems = new ArrayList<>();

    /** Whether a value's {@code type} chooses the schema, as a block's does. */
    boolean block;

    /** A schema for the fields whose names fit a pattern. */
    record Matching(BoundedPattern pattern, SchemaNode schema) {}

    SchemaNode(int id, JsonNode json, String pointer) {
        this.id = id;
        this.json = json;
        this.pointer = pointer;
    }

    /** Anything but a plain no counts: who writes {@code "x-private": "yes"} means it. */
    boolean isPrivate() {
        JsonNode word = json.path("x-private");
        return !word.isMissingNode() && !word.isNull() && !(word.isBoolean() && !word.booleanValue());
    }

    boolean hides() {
        return json.path("x-hides").asBoolean(false);
    }

    /** {@code inline}, {@code html}, or empty for a text that holds no markup. */
    String markup() {
        String markup = json.path("x-markup").asString("");
        return markup.isEmpty() && json.path("x-widget").asString("").equals("richtext") ? "html" : markup;
    }

    /** The type of record that the place names; empty for any; null where it names none. */
    @Nullable
    String target() {
        return REFERENCES.contains(json.path("x-widget").asString(""))
                ? json.path("x-type").asString("")
                : null;
    }

    boolean recordId() {
        return json.path("format").asString("").equals("record-id");
    }

    /** Whether it says anything at all: {@code true} and {@code {}} allow, and declare nothing. */
    boolean says() {
        return json.isObject() && !json.isEmpty();
    }
}
