package dev.sgen.publishing;

import dev.sgen.content.Contents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The blocks of a body by id, in order. */
final class BodyBlocks {
    static final String BODY = "body";

    private BodyBlocks() {}

    /** A block without an id of its own, or with one that came before, is named by its place. */
    static Map<String, JsonNode> of(Contents contents) {
        Map<String, JsonNode> blocks = new LinkedHashMap<>();
        int place = 0;
        for (JsonNode block : contents.content().path(BODY)) {
            String id = block.path("id").asString("");
            blocks.put(id.isEmpty() || blocks.containsKey(id) ? "#" + place : id, block);
            place++;
        }
        return blocks;
    }

    /** Whether the content has a body that can be taken apart. */
    static boolean in(Contents contents) {
        JsonNode body = contents.content().path(BODY);
        return body.isArray() || body.isMissingNode();
    }

    /** The ids of {@code order} that are in {@code kept}. */
    static List<String> only(Iterable<String> order, java.util.Set<String> kept) {
        List<String> only = new java.util.ArrayList<>();
        order.forEach(id -> {
            if (kept.contains(id)) {
                only.add(id);
            }
        });
        return only;
    }
}
