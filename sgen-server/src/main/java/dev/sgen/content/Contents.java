package dev.sgen.content;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a version that an operator writes.
 *
 * @param title plain text, never empty
 * @param path the public path within the site, such as {@code /about}; null for a type without pages
 * @param content the fields of the type, among them {@code body}, a list of typed blocks
 * @param tags plain words for filtering and bulk operations (REC-8)
 */
public record Contents(String title, @Nullable String path, ObjectNode content, List<String> tags) {}
