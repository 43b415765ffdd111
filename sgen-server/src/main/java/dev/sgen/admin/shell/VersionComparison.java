package dev.sgen.admin.shell;

import dev.sgen.content.ContentType;
import dev.sgen.content.Contents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares two or three versions field by field, and the body block by block. */
public final class VersionComparison {
    private static final int LONGEST = 4_000;

    private VersionComparison() {}

    /**
     * One difference.
     *
     * @param values the value in each version, in the order of the versions; empty if a version has none
     */
    public record Row(String field, List<String> values) {}

    /** The fields and blocks in which the versions differ. */
    public static List<Row> of(ContentType type, List<@Nullable Contents> versions) {
        List<Map<String, String>> flat =
                versions.stream().map(v -> flatten(type, v)).toList();
        Set<String> fields = new LinkedHashSet<>();
        flat.forEach(f -> fields.addAll(f.keySet()));
        List<Row> rows = new ArrayList<>();
        for (String field : fields) {
            List<String> values =
                    flat.stream().map(f -> f.getOrDefault(field, "")).toList();
            if (values.stream().distinct().count() > 1) {
                // The block's id after the NUL only matches blocks between versions; it is not displayed.
                rows.add(new Row(field.replaceAll("\u0000.*", ""), values));
            }
        }
        if (moved(versions)) {
            rows.add(new Row(
                    "Order of the body", versions.stream().map(v -> "moved").toList()));
        }
        return rows;
    }

    /** Whether the blocks that all versions contain are in different orders. */
    private static boolean moved(List<@Nullable Contents> versions) {
        List<List<String>> orders = versions.stream()
                .filter(Objects::nonNull)
                .map(v -> v.content()
                        .path("body")
                        .valueStream()
                        .map(b -> b.path("id").asString(""))
                        .toList())
                .toList();
        return orders.stream()
                        .map(order -> order.stream()
                                .filter(id -> orders.stream().allMatch(o -> o.contains(id)))
                                .toList())
                        .distinct()
                        .count()
                > 1;
    }

    private static Map<String, String> flatten(ContentType type, @Nullable Contents contents) {
        Map<String, String> flat = new LinkedHashMap<>();
        if (contents == null) {
            return flat;
        }
        flat.put("Title", contents.title());
        flat.put("Path", Objects.requireNonNullElse(contents.path(), ""));
        flat.put("Tags", String.join(", ", contents.tags()));
        for (Map.Entry<String, JsonNode> field : contents.content().properties()) {
            if (field.getKey().equals("body") && field.getValue().isArray()) {
                body(flat, field.getValue());
            } else {
                value(
                        flat,
                        label(type.schema(), field.getKey()),
                        type.schema().path("properties").path(field.getKey()),
                        field.getValue());
            }
        }
        return flat;
    }

    private static void value(Map<String, String> flat, String label, JsonNode schema, JsonNode value) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(e -> value(
                            flat,
                            label + " › " + label(schema, e.getKey()),
                            schema.path("properties").path(e.getKey()),
                            e.getValue()));
        } else if (value.isArray() && value.valueStream().anyMatch(JsonNode::isObject)) {
            for (int i = 0; i < value.size(); i++) {
                flat.put(label + " " + (i + 1), cut(words(value.get(i))));
            }
        } else {
            flat.put(label, cut(words(value)));
        }
    }

    /** Blocks are identified by their ids, so that a moved block does not count as new. */
    private static void body(Map<String, String> flat, JsonNode blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            JsonNode block = blocks.get(i);
            String id = block.path("id").asString(String.valueOf(i));
            flat.put("Body, " + block.path("type").asString("block") + "\u0000" + id, cut(words(block)));
        }
    }

    private static String label(JsonNode schema, String key) {
        return schema.path("properties").path(key).path("title").asString(key);
    }

    /** A JSON value as readable text. */
    public static String text(JsonNode value) {
        return cut(words(value));
    }

    private static String words(JsonNode value) {
        if (value.isObject()) {
            List<String> parts = new ArrayList<>();
            value.properties().stream()
                    .filter(e -> !e.getKey().equals("id") && !e.getKey().equals("type"))
                    .forEach(e -> parts.add(
                            e.getKey().equals("text") ? words(e.getValue()) : e.getKey() + ": " + words(e.getValue())));
            return String.join("\n", parts);
        }
        if (value.isArray()) {
            return String.join(
                    "\n", value.valueStream().map(VersionComparison::words).toList());
        }
        String text = value.isNull() ? "" : value.asString(value.toString());
        return text.indexOf('<') >= 0 ? Jsoup.parse(text).text() : text;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
