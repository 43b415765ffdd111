package dev.sgen.content;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A content type: which fields a kind of record has.
 *
 * @param key its name in URLs and JSON, such as {@code page}
 * @param schema JSON Schema 2020-12 of the record's {@code content}
 * @param urlPattern the default path of new records, with {@code {slug}} for the slug of the title; null for a type
 *     without public pages
 * @param builtIn whether it comes with the product and can't be changed or removed
 * @param revision number of the change to a site's own type, from 1; 0 for a built-in type
 */
public record ContentType(
        String key, String name, JsonNode schema, @Nullable String urlPattern, boolean builtIn, int revision) {
    /** Types without pages of their own that visitors see on the pages of other types. */
    private static final Set<String> OPEN = Set.of("media", "navigation");

    public boolean hasPath() {
        return urlPattern != null;
    }

    /** Whether published records of the type are meant for visitors, rather than for the site's configuration. */
    public boolean open() {
        return hasPath() || OPEN.contains(key);
    }

    /** Whether both types have the same key, name, schema and pattern, whatever their revision. */
    boolean says(ContentType other) {
        return key.equals(other.key)
                && name.equals(other.name)
                && schema.equals(other.schema)
                && Objects.equals(urlPattern, other.urlPattern);
    }
}
