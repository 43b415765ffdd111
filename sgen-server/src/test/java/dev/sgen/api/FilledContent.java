package dev.sgen.api;

import dev.sgen.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Content made from a type's schema, with one text in every field that takes texts, blocks of every kind included. */
final class FilledContent {
    private static final int DEEPEST = 6;
    private static final String BLOCKS = "urn:sgen:blocks#/$defs/";

    private final JsonNode schema;
    private final JsonNode blocks = blocks();
    private final String text;
    private int texts;

    FilledContent(JsonNode schema, String text) {
        this.schema = schema;
        this.text = text;
    }

    ObjectNode content() {
        return (ObjectNode) Objects.requireNonNull(value(schema, schema, 0));
    }

    /** How many fields hold the text. */
    int texts() {
        return texts;
    }

    private @Nullable JsonNode value(JsonNode asked, JsonNode root, int depth) {
        String ref = asked.path("$ref").asString("");
        if (ref.startsWith(BLOCKS)) {
            return value(blocks.path("$defs").path(ref.substring(BLOCKS.length())), blocks, depth);
        }
        if (ref.startsWith("#/")) {
            return value(root.at(ref.substring(1)), root, depth);
        }
        if (asked.has("const")) {
            return asked.path("const");
        }
        if (asked.path("title").asString("").equals("Body") && root == blocks) {
            return everyBlock(depth);
        }
        if (asked.has("enum")) {
            return asked.path("enum").path(0);
        }
        String type = asked.path("type").toString();
        if (type.contains("\"string\"")) {
            texts++;
            return StringNode.valueOf(text);
        }
        if (type.contains("\"object\"")) {
            return depth > DEEPEST ? null : object(asked, root, depth);
        }
        if (type.contains("\"array\"")) {
            ArrayNode list = Json.array();
            JsonNode item = depth > DEEPEST ? null : value(asked.path("items"), root, depth + 1);
            return item == null ? null : list.add(item);
        }
        return type.contains("\"integer\"") || type.contains("\"number\"")
                ? JsonNodeFactory.instance.numberNode(
                        Math.max(1, asked.path("minimum").asInt(1)))
                : null;
    }

    private ObjectNode object(JsonNode asked, JsonNode root, int depth) {
        ObjectNode object = Json.object();
        asked.path("properties").properties().forEach(property -> {
            JsonNode value = value(property.getValue(), root, depth + 1);
            if (value != null) {
                object.set(property.getKey(), value);
            }
        });
        if (!asked.has("properties")) {
            // An open object: one field of its own.
            texts++;
            object.put("any", text);
        }
        return object;
    }

    private ArrayNode everyBlock(int depth) {
        ArrayNode body = Json.array();
        if (depth > 2) {
            return body;
        }
        for (JsonNode kind : blocks.path("$defs")
                .path("block")
                .path("properties")
                .path("type")
                .path("enum")) {
            JsonNode block = value(blocks.path("$defs").path(kind.asString()), blocks, depth + 1);
            if (block != null) {
                body.add(block);
            }
        }
        return body;
    }

    private static JsonNode blocks() {
        try (InputStream in = FilledContent.class.getResourceAsStream("/types/blocks.json")) {
            return Json.read(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
