package dev.sgen.admin.content;

import dev.sgen.admin.shell.FieldKinds;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.content.ContentType;
import dev.sgen.platform.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a record's content from the submitted form. Fields that the form does not contain keep their value, and so do
 * fields that were not edited. A value that can't be parsed as its field's type is kept as text, so that validation
 * refuses it at that field.
 */
final class RecordFormReader {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final JsonNode root;
    private final Map<String, String[]> sent;
    private final LocalTimes localTimes;

    private RecordFormReader(JsonNode root, Map<String, String[]> sent, LocalTimes localTimes) {
        this.root = root;
        this.sent = sent;
        this.localTimes = localTimes;
    }

    static ObjectNode read(ContentType type, ObjectNode base, Map<String, String[]> sent, LocalTimes localTimes) {
        RecordFormReader reading = new RecordFormReader(type.schema(), sent, localTimes);
        ObjectNode content = reading.object(type.schema(), "c", base);
        String[] body = sent.get("body");
        if (body != null) {
            JsonNode blocks = json(body[0]);
            if (blocks.isArray() && (!blocks.isEmpty() || content.has("body"))) {
                content.set("body", blocks);
            }
        }
        return content;
    }

    private ObjectNode object(JsonNode schema, String name, JsonNode base) {
        ObjectNode content = base instanceof ObjectNode known ? known.deepCopy() : Json.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String key = property.getKey();
            JsonNode field = FieldKinds.resolve(root, property.getValue());
            String fieldName = name + "/" + key;
            if (FieldKinds.of(field).equals("hidden") || !shown(fieldName)) {
                continue;
            }
            JsonNode value = value(field, fieldName, base.path(key));
            if (value == null) {
                content.remove(key);
            } else {
                content.set(key, value);
            }
        }
        return content;
    }

    /**
     * Whether the form contained this field. Each field sends a marker besides its value, because an empty field may
     * send nothing.
     */
    private boolean shown(String name) {
        return sent.containsKey("~" + name);
    }

    private @Nullable JsonNode value(JsonNode field, String name, JsonNode base) {
        String kind = FieldKinds.of(field);
        if (kind.equals("object")) {
            ObjectNode object = object(field, name, base);
            return object.isEmpty() && !base.isObject() ? null : object;
        }
        if (kind.equals("list")) {
            return orNothing(list(field, name), base);
        }
        if (kind.equals("picks")) {
            ArrayNode picked = Json.array();
            all(name).stream().filter(v -> !v.isBlank()).forEach(picked::add);
            return orNothing(picked, base);
        }
        if (kind.equals("checkbox")) {
            return first(name).equals("true")
                    ? MAKE.booleanNode(true)
                    : base.isMissingNode() ? null : MAKE.booleanNode(false);
        }
        String text = first(name).replace("\r\n", "\n").strip();
        if (text.equals(SchemaForm.text(kind, base, localTimes).strip())) {
            return base.isMissingNode() ? null : base;
        }
        return text.isEmpty() ? null : typed(kind, field, text);
    }

    private static @Nullable JsonNode orNothing(ArrayNode list, JsonNode base) {
        return list.isEmpty() && base.isMissingNode() ? null : list;
    }

    private JsonNode typed(String kind, JsonNode field, String text) {
        return switch (kind) {
            case "number" -> number(text);
            case "date" -> moment(text);
            case "lines" -> lines(text);
            case "map" -> map(text);
            case "json" -> json(text);
            default ->
                FieldKinds.is(field, "number") && !FieldKinds.is(field, "string")
                        ? number(text)
                        : MAKE.stringNode(text);
        };
    }

    private static JsonNode number(String text) {
        try {
            BigDecimal number = new BigDecimal(text.replace(',', '.'));
            return number.stripTrailingZeros().scale() <= 0
                    ? MAKE.numberNode(number.toBigInteger())
                    : MAKE.numberNode(number);
        } catch (NumberFormatException asTyped) {
            return MAKE.stringNode(text);
        }
    }

    private JsonNode moment(String text) {
        Instant at = localTimes.parse(text);
        return MAKE.stringNode(at == null ? text : at.toString());
    }

    private static ArrayNode lines(String text) {
        ArrayNode list = Json.array();
        text.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(list::add);
        return list;
    }

    private static ObjectNode map(String text) {
        ObjectNode map = Json.object();
        text.lines().filter(l -> !l.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            map.put(
                    (colon < 0 ? line : line.substring(0, colon)).strip(),
                    colon < 0 ? "" : line.substring(colon + 1).strip());
        });
        return map;
    }

    private ArrayNode list(JsonNode field, String name) {
        JsonNode items = FieldKinds.resolve(root, field.path("items"));
        ArrayNode list = Json.array();
        for (String token : tokens(name + "/")) {
            JsonNode was = json(first(name + "/" + token + "/~was"));
            ObjectNode row = object(items, name + "/" + token, was);
            if (!row.isEmpty()) {
                list.add(row);
            }
        }
        return list;
    }

    /** The row tokens of a list, in the order in which the form sent them. */
    private Set<String> tokens(String prefix) {
        Set<String> tokens = new LinkedHashSet<>();
        for (String name : sent.keySet()) {
            if (name.startsWith(prefix) && name.endsWith("/~was")) {
                String token = name.substring(prefix.length(), name.length() - "/~was".length());
                if (token.indexOf('/') < 0) {
                    tokens.add(token);
                }
            }
        }
        return tokens;
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MAKE.missingNode() : Json.read(text);
        } catch (JacksonException asTyped) {
            return MAKE.stringNode(text);
        }
    }

    private String first(String name) {
        String[] values = sent.get(name);
        return values == null || values.length == 0 ? "" : values[0];
    }

    private List<String> all(String name) {
        String[] values = sent.get(name);
        return values == null ? List.of() : new ArrayList<>(List.of(values));
    }
}
