package dev.sgen.admin.site;

import dev.sgen.platform.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts the fields of a content type's schema to form rows and back. What a row does not cover (limits, formats,
 * nested fields) stays as it was in the schema.
 */
public final class TypeFields {
    /** The kinds of fields by key, with labels; {@code other} stands for what only the schema can express. */
    public static final Map<String, String> KINDS = kinds();

    private TypeFields() {}

    /**
     * One field.
     *
     * @param key its name in the content; empty for a new field, whose name is derived from its label
     * @param membersOnly whether it is never shown to visitors
     * @param options the options of a choice, one per line
     * @param target the content type that a reference points to
     * @param place its position; lower ones come first
     * @param remove whether it is marked for removal
     */
    public record Row(
            String key,
            String label,
            String kind,
            boolean required,
            boolean membersOnly,
            String help,
            String options,
            String target,
            int place,
            boolean remove) {
        public boolean fresh() {
            return key.isEmpty();
        }
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("text", "One line of text");
        kinds.put("textarea", "Several lines of text");
        kinds.put("richtext", "Text with markup");
        kinds.put("number", "Number");
        kinds.put("whole", "Whole number");
        kinds.put("checkbox", "Yes or no");
        kinds.put("select", "Choice");
        kinds.put("date-time", "Date and time");
        kinds.put("tags", "List of words");
        kinds.put("link", "Link");
        kinds.put("email", "E-mail address");
        kinds.put("color", "Colour");
        kinds.put("media", "Picture or file");
        kinds.put("medias", "Several pictures");
        kinds.put("reference", "Another record");
        kinds.put("blocks", "Body of blocks");
        kinds.put("other", "As the schema says");
        return kinds;
    }

    /** The fields of a schema as rows, in order. */
    static List<Row> rows(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(r -> required.add(r.asString("")));
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode field = property.getValue();
            List<String> options =
                    field.path("enum").valueStream().map(o -> o.asString("")).toList();
            rows.add(new Row(
                    property.getKey(),
                    field.path("title").asString(property.getKey()),
                    kind(field),
                    required.contains(property.getKey()),
                    field.path("x-private").asBoolean(false),
                    field.path("description").asString(""),
                    String.join("\n", options),
                    field.path("x-type").asString(""),
                    (rows.size() + 1) * 10,
                    false));
        }
        return rows;
    }

    private static String kind(JsonNode field) {
        String widget = field.path("x-widget").asString("");
        String type = field.path("type").asString("");
        if (field.has("enum")) {
            return type.isEmpty() || type.equals("string") ? "select" : "other";
        }
        return switch (widget) {
            case "text" -> field.path("format").asString("").equals("email-address") ? "email" : "text";
            case "textarea",
                    "richtext",
                    "checkbox",
                    "date-time",
                    "tags",
                    "link",
                    "color",
                    "media",
                    "medias",
                    "reference",
                    "blocks" -> widget;
            case "number" -> type.equals("integer") ? "whole" : "number";
            default -> "other";
        };
    }

    /** The schema with the fields of the rows, in their order, without fields marked for removal. */
    static ObjectNode schema(JsonNode before, List<Row> rows) {
        ObjectNode schema = before instanceof ObjectNode given ? given.deepCopy() : Json.object();
        JsonNode old = before.path("properties");
        ObjectNode properties = Json.object();
        ArrayNode required = Json.array();
        List<Row> kept = rows.stream()
                .filter(r -> !r.remove() && !(r.fresh() && r.label().isBlank()))
                .sorted(Comparator.comparingInt(Row::place))
                .toList();
        Set<String> taken = new HashSet<>();
        kept.forEach(r -> taken.add(r.key()));
        for (Row row : kept) {
            String key = row.fresh() ? name(row.label(), taken) : row.key();
            properties.set(key, field(row, old.path(key)));
            if (row.required()) {
                required.add(key);
            }
        }
        schema.put("type", "object");
        schema.set("properties", properties);
        schema.remove("required");
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static ObjectNode field(Row row, JsonNode old) {
        boolean same = old instanceof ObjectNode
                && (row.kind().equals("other") || kind(old).equals(row.kind()));
        ObjectNode field = same ? ((ObjectNode) old).deepCopy() : fresh(row.kind());
        field.put("title", row.label().isBlank() ? row.key() : row.label().strip());
        field.remove("description");
        if (!row.help().isBlank()) {
            field.put("description", row.help().strip());
        }
        if (row.kind().equals("select")) {
            ArrayNode options = field.putArray("enum");
            row.options()
                    .lines()
                    .map(String::strip)
                    .filter(o -> !o.isEmpty())
                    .distinct()
                    .forEach(options::add);
        }
        if (row.kind().equals("reference") && !row.target().isBlank()) {
            field.put("x-type", row.target().strip());
        }
        field.remove("x-private");
        if (row.membersOnly()) {
            field.put("x-private", true);
        }
        if (!field.has("x-group")) {
            field.put("x-group", row.kind().equals("blocks") ? "content" : "details");
        }
        return field;
    }

    private static ObjectNode fresh(String kind) {
        ObjectNode field = Json.object();
        switch (kind) {
            case "textarea" ->
                field.put("type", "string").put("maxLength", 10_000).put("x-widget", "textarea");
            case "richtext" ->
                field.put("type", "string")
                        .put("maxLength", 50_000)
                        .put("x-markup", "html")
                        .put("x-widget", "richtext");
            case "number" -> field.put("type", "number").put("x-widget", "number");
            case "whole" -> field.put("type", "integer").put("x-widget", "number");
            case "checkbox" -> field.put("type", "boolean").put("x-widget", "checkbox");
            case "select" -> field.put("x-widget", "select");
            case "date-time" ->
                field.put("type", "string").put("format", "date-time").put("x-widget", "date-time");
            case "tags" -> {
                field.put("type", "array").put("maxItems", 200).put("x-widget", "tags");
                field.putObject("items").put("type", "string").put("maxLength", 200);
            }
            case "link" ->
                field.put("type", "string")
                        .put("format", "link")
                        .put("maxLength", 2_000)
                        .put("x-widget", "link");
            case "email" ->
                field.put("type", "string")
                        .put("format", "email-address")
                        .put("maxLength", 320)
                        .put("x-widget", "text");
            case "color" -> field.put("type", "string").put("format", "color").put("x-widget", "color");
            case "media" ->
                field.put("type", "string")
                        .put("format", "record-id")
                        .put("x-type", "media")
                        .put("x-widget", "media");
            case "medias" -> {
                field.put("type", "array")
                        .put("maxItems", 500)
                        .put("x-type", "media")
                        .put("x-widget", "medias");
                field.putObject("items").put("type", "string").put("format", "record-id");
            }
            case "reference" ->
                field.put("type", "string").put("format", "record-id").put("x-widget", "reference");
            case "blocks" -> field.put("$ref", "urn:sgen:blocks#/$defs/body").put("x-widget", "blocks");
            default -> field.put("type", "string").put("maxLength", 500).put("x-widget", "text");
        }
        return field;
    }

    /**
     * Derives a field name from a label: {@code Opening hours} becomes {@code openingHours}; a number is appended if
     * the name is taken.
     */
    private static String name(String label, Set<String> taken) {
        StringBuilder name = new StringBuilder();
        for (String word : java.text.Normalizer.normalize(label, java.text.Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                String small = word.toLowerCase(Locale.ROOT);
                name.append(
                        name.isEmpty() ? small : small.substring(0, 1).toUpperCase(Locale.ROOT) + small.substring(1));
            }
        }
        String base = name.isEmpty() || Character.isDigit(name.charAt(0)) ? "field" + name : name.toString();
        String free = base.length() > 60 ? base.substring(0, 60) : base;
        for (int n = 2; !taken.add(free); n++) {
            free = base + n;
        }
        return free;
    }
}
