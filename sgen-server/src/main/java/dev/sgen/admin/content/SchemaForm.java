package dev.sgen.admin.content;

import dev.sgen.admin.shell.FieldKinds;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.content.ContentType;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.FieldError;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the form of a record from its type's schema and its content; {@link RecordFormReader} does the reverse. */
final class SchemaForm {
    /** The nesting limit for lists: menu items can contain menu items. */
    private static final int DEEPEST = 3;

    private static final Map<String, String> TITLES =
            Map.of("content", "Content", "details", "Details", "seo", "Search engines and sharing");

    private final JsonNode root;
    private final LocalTimes localTimes;
    private final Map<String, String> errors;

    private SchemaForm(JsonNode root, LocalTimes localTimes, List<FieldError> errors) {
        this.root = root;
        this.localTimes = localTimes;
        this.errors = errors.stream()
                .collect(Collectors.toMap(FieldError::field, FieldError::message, (a, b) -> a, LinkedHashMap::new));
    }

    static List<RecordFormGroup> of(
            ContentType type, ObjectNode content, LocalTimes localTimes, List<FieldError> errors) {
        SchemaForm form = new SchemaForm(type.schema(), localTimes, errors);
        Map<String, List<RecordFormField>> groups = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property :
                type.schema().path("properties").properties()) {
            JsonNode field = FieldKinds.resolve(type.schema(), property.getValue());
            String name = property.getKey();
            if (FieldKinds.of(field).equals("hidden")) {
                continue;
            }
            RecordFormField made = form.field("c/" + name, "/content/" + name, name, field, content.path(name), 0);
            groups.computeIfAbsent(field.path("x-group").asString("details"), g -> new ArrayList<>())
                    .add(made);
        }
        return groups.entrySet().stream()
                .map(g -> new RecordFormGroup(
                        TITLES.getOrDefault(g.getKey(), g.getKey()),
                        !g.getKey().equals("seo") || g.getValue().stream().anyMatch(SchemaForm::wrong),
                        flat(g.getValue())))
                .toList();
    }

    /** A group that consists of a single object shows the object's fields directly. */
    private static List<RecordFormField> flat(List<RecordFormField> fields) {
        return fields.size() == 1 && fields.getFirst().kind().equals("object")
                ? fields.getFirst().fields()
                : fields;
    }

    private static boolean wrong(RecordFormField field) {
        return field.error() != null || field.fields().stream().anyMatch(SchemaForm::wrong);
    }

    private RecordFormField field(String name, String pointer, String key, JsonNode field, JsonNode value, int depth) {
        String kind = FieldKinds.of(field);
        List<RecordFormField> fields = kind.equals("object") ? fields(name, pointer, field, value, depth) : List.of();
        boolean list = kind.equals("list");
        JsonNode items = FieldKinds.resolve(root, field.path("items"));
        List<RecordFormField.Row> rows = list ? rows(name, pointer, items, value, depth) : List.of();
        String blank = "__new" + depth + "__";
        return new RecordFormField(
                name,
                kind,
                field.path("title").asString(key),
                hint(field, kind),
                placeholder(field),
                text(kind, value),
                values(kind, value),
                options(field, value),
                fields,
                rows,
                list
                        ? new RecordFormField.Row(
                                blank, "", fields(name + "/" + blank, "", items, Json.object(), depth + 1))
                        : null,
                field.path("x-type").asString(null),
                false,
                errors.get(pointer));
    }

    private List<RecordFormField> fields(String name, String pointer, JsonNode object, JsonNode value, int depth) {
        List<RecordFormField> made = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
            JsonNode field = FieldKinds.resolve(root, property.getValue());
            String kind = FieldKinds.of(field);
            if (kind.equals("hidden") || (kind.equals("list") && depth >= DEEPEST)) {
                continue;
            }
            String key = property.getKey();
            made.add(field(name + "/" + key, pointer + "/" + key, key, field, value.path(key), depth));
        }
        return made;
    }

    private List<RecordFormField.Row> rows(String name, String pointer, JsonNode items, JsonNode value, int depth) {
        List<RecordFormField.Row> rows = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            rows.add(new RecordFormField.Row(
                    String.valueOf(i),
                    Json.write(value.get(i)),
                    fields(name + "/" + i, pointer + "/" + i, items, value.get(i), depth + 1)));
        }
        return rows;
    }

    private @Nullable String hint(JsonNode field, String kind) {
        String own = field.path("description").asString("");
        String how = switch (kind) {
            case "lines" -> "One a line.";
            case "map" -> "One a line: name, colon, value.";
            case "date" -> "In " + localTimes.zone() + ".";
            case "json" -> "As JSON.";
            default -> field.path("x-markup").asString("").isEmpty() ? "" : "May hold inline HTML.";
        };
        String both = (own + " " + how).strip();
        return both.isEmpty() ? null : both;
    }

    private static @Nullable String placeholder(JsonNode field) {
        return switch (field.path("x-widget").asString("")) {
            case "link" -> "/page or https://…";
            case "time-zone" -> "Europe/Lisbon";
            case "currency" -> "EUR";
            case "color" -> "#2458d3";
            default -> null;
        };
    }

    /**
     * A value as its field displays it. {@link RecordFormReader} compares the input with it to detect unedited fields.
     */
    String text(String kind, JsonNode value) {
        return text(kind, value, localTimes);
    }

    static String text(String kind, JsonNode value, LocalTimes localTimes) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return switch (kind) {
            case "lines" -> value.valueStream().map(SchemaForm::plain).collect(Collectors.joining("\n"));
            case "map" ->
                value.properties().stream()
                        .map(e -> e.getKey() + ": " + plain(e.getValue()))
                        .collect(Collectors.joining("\n"));
            case "json" -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
            case "date" -> date(plain(value), localTimes);
            case "object", "list", "picks" -> "";
            default -> plain(value);
        };
    }

    private static String plain(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asString(value.toString());
    }

    private static String date(String value, LocalTimes localTimes) {
        try {
            return localTimes.field(Instant.parse(value));
        } catch (DateTimeParseException other) {
            try {
                return localTimes.field(java.time.OffsetDateTime.parse(value).toInstant());
            } catch (DateTimeParseException notAMoment) {
                return value;
            }
        }
    }

    private static List<String> values(String kind, JsonNode value) {
        return kind.equals("picks")
                ? value.valueStream().map(JsonNode::asString).toList()
                : List.of();
    }

    private static List<String> options(JsonNode field, JsonNode value) {
        List<String> options = new ArrayList<>();
        field.path("enum").forEach(o -> options.add(o.asString()));
        field.path("examples").forEach(o -> options.add(o.asString()));
        String now = value.asString("");
        if (!options.isEmpty() && !now.isEmpty() && !options.contains(now)) {
            options.add(now);
        }
        return options;
    }
}
