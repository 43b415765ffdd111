package dev.sgen.theme;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a content refers to, so that a caller can fetch it all at once before rendering.
 *
 * @param ids of media and other records, as written; some may name nothing
 * @param lists the dynamic lists of the body
 */
public record Needs(Set<String> ids, Set<Wanted> lists) {
    private static final int DEFAULT_LIMIT = 6;
    private static final int MAX_LIMIT = 48;
    /** Different lists of one page, each of which is a question to the database; further ones stay empty. */
    static final int MAX_LISTS = 50;

    private static final Set<String> REFERRING = Set.of(
            "media", "poster", "record", "form", "featuredImage", "image", "logo", "location", "parent", "layout");
    private static final Set<String> REFERRING_LISTS = Set.of("images", "grouped");

    /**
     * One dynamic list.
     *
     * @param limit between 1 and 48
     * @param tag only records with it, or empty
     * @param category only records in it, or empty
     * @param past whether events that are over are wanted instead of those to come
     */
    public record Wanted(String type, int limit, String tag, String category, boolean past) {
        static Wanted of(String type, JsonNode block) {
            int limit = Math.clamp(ContentFields.number(block, "limit", DEFAULT_LIMIT), 1, MAX_LIMIT);
            return new Wanted(
                    type,
                    limit,
                    ContentFields.text(block, "tag"),
                    ContentFields.text(block, "category"),
                    ContentFields.yes(block, "past"));
        }
    }

    /** Walks a record's whole content. */
    public static Needs of(JsonNode content) {
        Needs needs = new Needs(new LinkedHashSet<>(), new LinkedHashSet<>());
        needs.walk(content);
        return needs;
    }

    private void walk(JsonNode node) {
        if (node.isArray()) {
            node.forEach(this::walk);
        } else if (node.isObject()) {
            String listed = listedType(ContentFields.text(node, "type"));
            if (!listed.isEmpty() && lists.size() < MAX_LISTS) {
                lists.add(Wanted.of(listed, node));
            }
            node.properties().forEach(field -> {
                if (REFERRING.contains(field.getKey()) && field.getValue().isString()) {
                    ids.add(field.getValue().stringValue());
                } else if (REFERRING_LISTS.contains(field.getKey())) {
                    ids.addAll(ContentFields.texts(node, field.getKey()));
                }
                if ((field.getKey().equals("link") || field.getKey().equals("url"))
                        && field.getValue().isString()) {
                    ids.add(field.getValue().stringValue());
                }
                walk(field.getValue());
            });
        }
    }

    /** The type of record that a dynamic block lists, or the empty text for any other block. */
    static String listedType(String blockType) {
        return switch (blockType) {
            case "postList" -> "post";
            case "productGrid" -> "product";
            case "eventList" -> "event";
            default -> "";
        };
    }
}
