package dev.sgen.publishing;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One field that differs between two contents.
 *
 * @param field a JSON Pointer: {@code /title}, {@code /path}, {@code /tags} or {@code /content/NAME}. A body counts as
 *     a field only if one side has none; its blocks are compared as {@link OfBlock}
 * @param before null if the field was absent
 * @param after null if the field is absent now
 */
public record FieldDifference(
        String field,
        Kind kind,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** The kind of change to a field or block. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        MOVED;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One block of the body that differs. Blocks are matched by their id, also if they moved.
     *
     * @param type the block's new type, or its old type if it was removed
     * @param from its previous index, counted from 0; null if it is new
     * @param to its new index, counted from 0; null if it was removed
     * @param moved whether its position changed relative to the blocks that both bodies have
     */
    public record OfBlock(
            String id,
            String type,
            Kind kind,
            boolean moved,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /** The fields in which {@code b} differs from {@code a}. */
    public static List<FieldDifference> between(Contents a, Contents b) {
        Map<String, JsonNode> before = fields(a);
        Map<String, JsonNode> after = fields(b);
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        List<FieldDifference> fieldDifferences = new ArrayList<>();
        for (String name : names) {
            JsonNode was = before.get(name);
            JsonNode is = after.get(name);
            if (!Objects.equals(was, is)) {
                fieldDifferences.add(new FieldDifference(name, kind(was, is), was, is));
            }
        }
        return fieldDifferences;
    }

    /**
     * The blocks in which {@code b} differs from {@code a}: first the blocks of {@code b} in order, then the removed
     * ones.
     */
    public static List<OfBlock> ofBlocks(Contents a, Contents b) {
        Map<String, JsonNode> before = BodyBlocks.of(a);
        Map<String, JsonNode> after = BodyBlocks.of(b);
        List<String> was = List.copyOf(before.keySet());
        List<String> is = List.copyOf(after.keySet());
        Set<String> moved = moved(was, is);
        Set<String> names = new LinkedHashSet<>(is);
        names.addAll(was);
        List<OfBlock> differences = new ArrayList<>();
        for (String id : names) {
            JsonNode old = before.get(id);
            JsonNode now = after.get(id);
            boolean elsewhere = moved.contains(id);
            if (!Objects.equals(old, now) || elsewhere) {
                differences.add(new OfBlock(
                        id,
                        Objects.requireNonNull(now != null ? now : old)
                                .path("type")
                                .asString(""),
                        Objects.equals(old, now) ? Kind.MOVED : kind(old, now),
                        elsewhere,
                        old == null ? null : was.indexOf(id),
                        now == null ? null : is.indexOf(id),
                        old,
                        now));
            }
        }
        return differences;
    }

    private static Kind kind(@Nullable JsonNode was, @Nullable JsonNode is) {
        if (was == null) {
            return Kind.ADDED;
        }
        return is == null ? Kind.REMOVED : Kind.CHANGED;
    }

    /** All editable fields by JSON Pointer, without the blocks of a body. */
    static Map<String, JsonNode> fields(Contents contents) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("/title", Json.tree(contents.title()));
        if (contents.path() != null) {
            fields.put("/path", Json.tree(contents.path()));
        }
        if (!contents.tags().isEmpty()) {
            fields.put("/tags", Json.tree(contents.tags()));
        }
        contents.content().properties().forEach(field -> {
            if (!field.getKey().equals(BodyBlocks.BODY) || !field.getValue().isArray()) {
                fields.put(pointer(field.getKey()), field.getValue());
            }
        });
        return fields;
    }

    static String pointer(String name) {
        return "/content/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** The common blocks outside the longest sequence of blocks that kept their relative order. */
    private static Set<String> moved(List<String> was, List<String> is) {
        List<String> common = BodyBlocks.only(is, new HashSet<>(was));
        Map<String, Integer> place = new LinkedHashMap<>();
        was.forEach(id -> place.put(id, place.size()));
        Set<String> moved = new HashSet<>(common);
        longestRun(common.stream()
                        .map(id -> Objects.requireNonNull(place.get(id)))
                        .toList())
                .forEach(i -> moved.remove(common.get(i)));
        return moved;
    }

    /**
     * The indexes of a longest ascending subsequence, by patience sorting (O(n log n)): a body may have thousands of
     * blocks.
     */
    private static List<Integer> longestRun(List<Integer> places) {
        List<Integer> tails = new ArrayList<>();
        int[] previous = new int[places.size()];
        for (int i = 0; i < places.size(); i++) {
            int low = 0;
            int high = tails.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (places.get(tails.get(middle)) < places.get(i)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : tails.get(low - 1);
            if (low == tails.size()) {
                tails.add(i);
            } else {
                tails.set(low, i);
            }
        }
        List<Integer> run = new ArrayList<>();
        for (int i = tails.isEmpty() ? -1 : tails.getLast(); i >= 0; i = previous[i]) {
            run.add(i);
        }
        return run;
    }
}
