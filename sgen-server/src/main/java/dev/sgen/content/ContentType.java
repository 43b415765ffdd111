package dev.sgen.content;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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
        ObjectNode shown = content.deepCopy();
        schema.path("properties").properties().forEach(field -> {
            if (field.getValue().path("x-private").asBoolean()) {
                shown.remove(field.getKey());
            }
        });
        return shown;
    }
}
