package dev.sgen.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One schema of a document, with its {@code x-} keywords read and its references resolved. */
final class SchemaNode {
    private static final Set<String> REFERENCES = Set.of("media", "medias", "reference", "references");

    final int id;
    final JsonNode json;
    final String pointer;

    /**
     * Schemas that apply to the same value and declare what it is: references, {@code allOf} and similar keywords,
     * {@code then}.
     */
    final List<SchemaNode> applied = new ArrayList<>();

    /** Schemas that only test the same value: {@code if}, {@code not}. They declare nothing. */
    final List<SchemaNode> asked = new ArrayList<>();

    final Map<String, SchemaNode> properties = new LinkedHashMap<>();
    final List<Matching> patterns = new ArrayList<>();

    /** Schemas for fields that aren't listed: {@code additionalProperties}, {@code unevaluatedProperties}. */
    final List<SchemaNode> others = new ArrayList<>();

    final List<SchemaNode> prefix = new ArrayList<>();

    /** The schema for the items after the prefix. */
    @Nullable
    SchemaNode items;

    /** Schemas for some or all items at any index: {@code contains}, {@code unevaluatedItems}. */
    final List<SchemaNode> anyItems = new ArrayList<>();

    /** Whether the value's {@code type} selects the schema, as for blocks. */
    boolean block;

    /** A schema for the fields whose names match a pattern. */
    record Matching(BoundedPattern pattern, SchemaNode schema) {}

    SchemaNode(int id, JsonNode json, String pointer) {
        this.id = id;
        this.json = json;
        this.pointer = pointer;
    }

    /** Any value but {@code false} or null counts as private: whoever writes {@code "x-private": "yes"} means it. */
    boolean isPrivate() {
        JsonNode word = json.path("x-private");
        return !word.isMissingNode() && !word.isNull() && !(word.isBoolean() && !word.booleanValue());
    }

    boolean hides() {
        return json.path("x-hides").asBoolean(false);
    }

    /** {@code inline}, {@code html}, or empty if the text is no markup. */
    String markup() {
        String markup = json.path("x-markup").asString("");
        return markup.isEmpty() && json.path("x-widget").asString("").equals("richtext") ? "html" : markup;
    }

    /** The type of record that the value refers to; empty for any type; null if it is no reference. */
    @Nullable
    String target() {
        return REFERENCES.contains(json.path("x-widget").asString(""))
                ? json.path("x-type").asString("")
                : null;
    }

    boolean recordId() {
        return json.path("format").asString("").equals("record-id");
    }

    /** Whether it constrains or declares anything: {@code true} and {@code {}} don't. */
    boolean says() {
        return json.isObject() && !json.isEmpty();
    }
}
