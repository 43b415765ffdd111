package dev.sgen.content;

import java.util.Objects;
import java.util.Set;
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
 * @param revision counts the changes of one of the site's own types, from 1; 0 for a built-in one
 */
public record ContentType(
        String key, String name, JsonNode schema, @Nullable String urlPattern, boolean builtIn, int revision) {
    /** Types without a page of their own that every visitor meets on the pages of others. */
    private static final Set<String> OPEN = Set.of("media", "navigation");

    public boolean hasPath() {
        return urlPattern != null;
    }

    /** Whether what is published of it is meant for visitors, rather than for the site's own working. */
    public boolean open() {
        return hasPath() || OPEN.contains(key);
    }

    /** Whether two types say the same, whenever they were written. */
    boolean says(ContentType other) {
        return key.equals(other.key)
                && name.equals(other.name)
                && schema.equals(other.schema)
                && Objects.equals(urlPattern, other.urlPattern);
    }
}
