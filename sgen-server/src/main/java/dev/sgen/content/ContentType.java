package dev.sgen.content;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of record and what its content must look like.
 *
 * @param key the word in URLs and JSON, such as {@code page}
 * @param schema JSON Schema 2020-12 of the record's {@code content}
 * @param urlPattern where a new record of this type lives unless its author says otherwise, with
 *     {@code {slug}} for the title's slug; null for a type without public pages
 * @param builtIn whether it came with the product and can't be changed or removed
 */
public record ContentType(
        String key, String name, JsonNode schema, @Nullable String urlPattern, boolean builtIn) {
    /** Types without a page of their own that every visitor meets on the pages of others. */
    private static final Set<String> OPEN = Set.of("media", "navigation");

    public boolean hasPath() {
        return urlPattern != null;
    }

    /** Whether what is published of it is meant for visitors, rather than for the site's own working. */
    public boolean open() {
        return hasPath() || OPEN.contains(key);
    }

    /** The content without the fields that its schema keeps from visitors ({@code x-private}). */
    public ObjectNode forVisitors(ObjectNode content) {
        return (ObjectNode) shown(schema, content);
    }

    /** The value itself where nothing of it is private. */
    private static JsonNode shown(JsonNode schema, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object;
                for (Map.Entry<String, JsonNode> field :
                        schema.path("properties").properties()) {
                    JsonNode before = object.get(field.getKey());
                    if (before == null) {
                        continue;
                    }
                    boolean hidden = field.getValue().path("x-private").asBoolean(false);
                    JsonNode after = hidden ? null : shown(field.getValue(), before);
                    if (after != before) {
                        copy = copy == object ? object.objectNode().setAll(object) : copy;
                        if (after == null) {
                            copy.remove(field.getKey());
                        } else {
                            copy.set(field.getKey(), after);
                        }
                    }
                }
                yield copy;
            }
            case ArrayNode list
            when schema.path("items").has("properties") -> {
                ArrayNode copy = list.arrayNode();
                boolean changed = false;
                for (JsonNode item : list) {
                    JsonNode after = hides(schema.path("items"), item) ? null : shown(schema.path("items"), item);
                    changed |= after != item;
                    if (after != null) {
                        copy.add(after);
                    }
                }
                yield changed ? copy : list;
            }
            default -> value;
        };
    }

    /** Whether an item of a list says of itself that visitors don't see it ({@code x-hides}). */
    private static boolean hides(JsonNode schema, JsonNode item) {
        return schema.path("properties").properties().stream()
                .anyMatch(field -> field.getValue().path("x-hides").asBoolean(false)
                        && item.path(field.getKey()).asBoolean(false));
    }
}
