package dev.sgen.content;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
    public boolean hasPath() {
        return urlPattern != null;
    }
}
