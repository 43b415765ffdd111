package dev.sgen.publishing;

import dev.sgen.content.Contents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads the blocks of a body into a map from block id to block, in body order. */
final class BodyBlocks {
    static final String BODY = "body";

    private BodyBlocks() {}

    /** A block without an id, or with the id of an earlier block, gets the key {@code #} plus its index. */
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

    /** Whether the body is an array of blocks, or absent, and can therefore be compared block by block. */
    static boolean in(Contents contents) {
        JsonNode body = contents.content().path(BODY);
        return body.isArray() || body.isMissingNode();
    }

    /** The ids of {@code order} that {@code kept} contains, in the same order. */
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
