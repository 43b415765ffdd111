package dev.sgen.importing.ghost;

import dev.sgen.importing.source.CleanXmlReader;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parsed Ghost export: its database tables by name, each a list of rows. Tables that the import does not use are
 * kept too, so that the report can count what was left out.
 */
public record GhostExport(Map<String, List<JsonNode>> tables) {
    // The bytes and the parsed tree are in memory at once, and a tree of many small values is many times larger than
    // its text.
    private static final int MAX_BYTES =
            (int) Math.min(128L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);
    private static final long MAX_TOKENS =
            Math.max(1_000_000, Runtime.getRuntime().maxMemory() / 400);
    private static final JsonMapper READER = Json.reading(MAX_TOKENS);
    private static final int MAX_ROWS = 200_000;

    /** Whether a file that begins with this text is a Ghost export. */
    public static boolean isBeginning(String text) {
        String head = text.substring(0, Math.min(text.length(), 4_000));
        return head.startsWith("{")
                && (head.contains("\"db\"") || head.contains("\"data\""))
                && (head.contains("\"exported_on\"") || head.contains("\"version\"") || head.contains("\"posts\""));
    }

    /**
     * Parses an export.
     *
     * @throws UnreadableFile if it is not a readable Ghost export, or exceeds what fits into memory
     */
    public static GhostExport read(InputStream in) throws UnreadableFile {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnreadableFile("The export is larger than " + MAX_BYTES / (1024 * 1024)
                        + " MB, which is what the memory of this server takes");
            }
            JsonNode whole = READER.readTree(CleanXmlReader.decode(bytes));
            JsonNode data = whole.path("db").isArray()
                    ? whole.path("db").path(0).path("data")
                    : whole.has("db") ? whole.path("db").path("data") : whole.path("data");
            if (!data.path("posts").isArray()) {
                throw new UnreadableFile(
                        "This is JSON, but no Ghost export (Settings, Import/Export, Content): it has no posts");
            }
            Map<String, List<JsonNode>> tables = new LinkedHashMap<>();
            data.properties().forEach(table -> {
                List<JsonNode> rows = new ArrayList<>();
                table.getValue().forEach(row -> {
                    if (row.isObject() && rows.size() < MAX_ROWS) {
                        rows.add(row);
                    }
                });
                tables.put(table.getKey(), rows);
            });
            return new GhostExport(tables);
        } catch (StreamConstraintsException tooMuch) {
            throw new UnreadableFile(
                    "The export is nested deeper or holds more than the memory of this server takes; export it in parts",
                    tooMuch);
        } catch (JacksonException broken) {
            throw new UnreadableFile(
                    "The file isn't readable JSON. Export it from Ghost again, under Settings", broken);
        } catch (IOException broken) {
            throw new UnreadableFile("The file can't be read: " + broken.getMessage(), broken);
        }
    }

    List<JsonNode> rows(String table) {
        return tables.getOrDefault(table, List.of());
    }

    /** A table's rows by id. If an id occurs twice, the first row wins. */
    Map<String, JsonNode> byId(String table) {
        Map<String, JsonNode> rows = new HashMap<>();
        rows(table).forEach(row -> rows.putIfAbsent(text(row, "id"), row));
        return rows;
    }

    /**
     * Joins posts with another table, for example tags or authors.
     *
     * @param between the join table, with columns {@code post_id} and {@code sort_order}
     * @param key the join table's column that holds ids of {@code to}
     * @param to the joined table
     * @return the joined rows by post id, in sort order
     */
    Map<String, List<JsonNode>> perPost(String between, String key, String to) {
        Map<String, JsonNode> targets = byId(to);
        Map<String, TreeMap<Integer, JsonNode>> found = new HashMap<>();
        for (JsonNode row : rows(between)) {
            JsonNode target = targets.get(text(row, key));
            if (target != null) {
                TreeMap<Integer, JsonNode> list = found.computeIfAbsent(text(row, "post_id"), id -> new TreeMap<>());
                int at = row.path("sort_order").asInt(list.size());
                while (list.putIfAbsent(at, target) != null) {
                    at++;
                }
            }
        }
        Map<String, List<JsonNode>> out = new HashMap<>();
        found.forEach((id, list) -> out.put(id, List.copyOf(list.values())));
        return out;
    }

    /** The value of a setting as text; empty if there is none. */
    String setting(String key) {
        return rows("settings").stream()
                .filter(row -> text(row, "key").equals(key))
                .map(row -> text(row, "value"))
                .findFirst()
                .orElse("");
    }

    static String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isString() || value.isNumber() || value.isBoolean() ? value.asString("") : "";
    }
}
