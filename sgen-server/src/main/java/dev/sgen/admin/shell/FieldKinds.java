package dev.sgen.admin.shell;

import tools.jackson.databind.JsonNode;

/** Derives from a field's schema which kind of form field it gets. */
public final class FieldKinds {
    private static final int LONG_TEXT = 600;

    private FieldKinds() {}

    /** Resolves a reference within the same schema; references to other schemas are left as they are. */
    public static JsonNode resolve(JsonNode root, JsonNode field) {
        String ref = field.path("$ref").asString("");
        return ref.startsWith("#/") ? root.at(ref.substring(1)) : field;
    }

    /**
     * The kind of form field for a resolved schema, as listed at {@link dev.sgen.admin.content.RecordFormField}, or
     * {@code hidden}.
     */
    public static String of(JsonNode field) {
        String widget = field.path("x-widget").asString("");
        boolean list = is(field, "array");
        boolean object = is(field, "object");
        return switch (widget) {
            case "hidden", "blocks" -> "hidden";
            case "media", "reference" -> "pick";
            case "medias", "references" -> "picks";
            case "checkbox", "number", "select", "textarea" -> widget;
            case "richtext" -> "textarea";
            case "date-time" -> "date";
            case "tags" -> "lines";
            case "code" -> object ? "json" : "code";
            case "json" -> "json";
            case "list", "menu" -> list && !hasObjects(field) ? "lines" : "list";
            case "object" -> field.path("properties").isEmpty() ? mapOrJson(field) : "object";
            default -> byType(field, list, object);
        };
    }

    private static String byType(JsonNode field, boolean list, boolean object) {
        if (field.has("enum")) {
            return "select";
        }
        if (list) {
            return hasObjects(field) ? "list" : "lines";
        }
        if (object) {
            return field.path("properties").isEmpty() ? mapOrJson(field) : "object";
        }
        if (is(field, "boolean")) {
            return "checkbox";
        }
        return switch (field.path("format").asString("")) {
            case "record-id" -> "pick";
            case "date-time" -> "date";
            default -> number(field) ? "number" : longText(field) ? "textarea" : "text";
        };
    }

    private static String mapOrJson(JsonNode field) {
        JsonNode rest = field.path("additionalProperties");
        return rest.isObject() && is(rest, "string") ? "map" : "json";
    }

    private static boolean hasObjects(JsonNode list) {
        JsonNode items = list.path("items");
        return items.has("$ref") || items.has("properties") || is(items, "object");
    }

    private static boolean number(JsonNode field) {
        return (is(field, "number") || is(field, "integer")) && !is(field, "string");
    }

    private static boolean longText(JsonNode field) {
        return field.has("x-markup") || field.path("maxLength").asInt(0) > LONG_TEXT && !field.has("format");
    }

    /** Whether a schema allows a JSON type. */
    public static boolean is(JsonNode field, String type) {
        JsonNode types = field.path("type");
        if (types.isArray()) {
            return types.valueStream().anyMatch(t -> t.asString().equals(type));
        }
        return types.asString("").equals(type);
    }
}
