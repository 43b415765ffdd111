package dev.sgen.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the blocks of a rewritten body the ids of those they stand for, so that a comparison shows what changed
 * and not a whole new body. A block that says the same is the same; of the others, those of one type in their order.
 */
final class SameBlocks {
    private SameBlocks() {}

    static void keepIds(JsonNode before, JsonNode after) {
        if (!(after instanceof ArrayNode) || !before.isArray()) {
            return;
        }
        List<ObjectNode> old = objects(before);
        List<ObjectNode> fresh = objects(after);
        fresh.removeIf(block -> block.has("id"));
        pair(old, fresh, SameBlocks::sayTheSame);
        pair(old, fresh, (a, b) -> a.path("type").equals(b.path("type")));
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

    /** Each pair found leaves both lists. */
    private static void pair(List<ObjectNode> old, List<ObjectNode> fresh, BiPredicate<ObjectNode, ObjectNode> alike) {
        fresh.removeIf(block -> {
            ObjectNode twin =
                    old.stream().filter(o -> alike.test(o, block)).findFirst().orElse(null);
            if (twin == null) {
                return false;
            }
            old.remove(twin);
            if (twin.has("id")) {
                block.set("id", twin.path("id"));
            }
            inside(twin, block);
            return true;
        });
    }

    /** Columns hold blocks of their own. */
    private static void inside(ObjectNode twin, ObjectNode block) {
        JsonNode before = twin.path("columns");
        JsonNode after = block.path("columns");
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            keepIds(before.path(i).path("body"), after.path(i).path("body"));
        }
    }

    private static boolean sayTheSame(ObjectNode a, ObjectNode b) {
        ObjectNode without = a.deepCopy();
        without.remove("id");
        return without.equals(b);
    }
}
