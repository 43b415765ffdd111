package dev.sgen.content;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds the location of a text in a value, for an error raised deep inside a check. */
final class TextLocation {
    private TextLocation() {}

    /** The JSON Pointer of the first place that holds this text; empty if there is none. */
    static String of(JsonNode value, String text) {
        if (value.isString()) {
            return value.asString().equals(text) ? "" : "?";
        }
        String found = search(value, text);
        return found.equals("?") ? "" : found;
    }

    private static String search(JsonNode value, String text) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String below = at(field.getValue(), text);
                if (!below.equals("?")) {
                    return "/" + ContentPlan.escape(field.getKey()) + below;
                }
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                String below = at(value.get(i), text);
                if (!below.equals("?")) {
                    return "/" + i + below;
                }
            }
        }
        return "?";
    }

    private static String at(JsonNode value, String text) {
        if (value.isString()) {
            return value.asString().equals(text) ? "" : "?";
        }
        return search(value, text);
    }
}
