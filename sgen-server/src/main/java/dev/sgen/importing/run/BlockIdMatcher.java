package dev.sgen.importing.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies block ids from an old body to a new one, so that a comparison shows the changed blocks instead of a whole new
 * body. First equal blocks are matched, then the remaining blocks of the same type, in order.
 */
public final class BlockIdMatcher {
    private BlockIdMatcher() {}

    /** Sets the ids in {@code after}, in place. If a block there has an id already, it is left alone. */
    public static void keepIds(JsonNode before, JsonNode after) {
        if (!(after instanceof ArrayNode) || !before.isArray()) {
            return;
        }
        List<ObjectNode> old = objects(before);
        List<ObjectNode> fresh = objects(after);
        fresh.removeIf(block -> block.has("id"));
        pair(old, fresh, BlockIdMatcher::withoutId);
        pair(old, fresh, block -> block.path("type"));
    }

    private static List<ObjectNode> objects(JsonNode blocks) {
        List<ObjectNode> objects = new ArrayList<>();
        blocks.forEach(block -> {
            if (block instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        return objects;
    }

    /** Matches blocks with an equal key, in order, and removes matched blocks from both lists. */
    private static void pair(List<ObjectNode> old, List<ObjectNode> fresh, Function<ObjectNode, JsonNode> something) {
        Map<JsonNode, Deque<ObjectNode>> twins = new HashMap<>();
        old.forEach(block -> twins.computeIfAbsent(something.apply(block), k -> new ArrayDeque<>())
                .addLast(block));
        Set<ObjectNode> paired = Collections.newSetFromMap(new IdentityHashMap<>());
        fresh.removeIf(block -> {
            Deque<ObjectNode> alike = twins.get(something.apply(block));
            ObjectNode twin = alike == null ? null : alike.pollFirst();
            if (twin == null) {
                return false;
            }
            paired.add(twin);
            if (twin.has("id")) {
                block.set("id", twin.path("id"));
            }
            inside(twin, block);
            return true;
        });
        old.removeIf(paired::contains);
    }

    /** Columns contain bodies of their own. */
    private static void inside(ObjectNode twin, ObjectNode block) {
        JsonNode before = twin.path("columns");
        JsonNode after = block.path("columns");
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            keepIds(before.path(i).path("body"), after.path(i).path("body"));
        }
    }

    private static ObjectNode withoutId(ObjectNode block) {
        ObjectNode without = block.deepCopy();
        without.remove("id");
        return without;
    }
}
