package dev.sgen.content;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operator writes into a record: the part of a version that is theirs.
 *
 * @param title plain text, never empty
 * @param path the public address inside the site, such as {@code /about}, or null for a type without one
 * @param content the fields of the type, among them {@code body}, a list of typed blocks
 * @param tags plain words to filter and act by (REC-8)
 */
public record Contents(String title, @Nullable String path, ObjectNode content, List<String> tags) {}
