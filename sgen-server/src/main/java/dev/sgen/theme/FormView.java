package dev.sgen.theme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A form record as its template shows it. */
final class FormView {
    private static final Set<String> LINES = Set.of("text", "email", "number", "date", "tel", "url");
    private static final Map<String, String> AUTOCOMPLETE = Map.of("email", "email", "tel", "tel", "url", "url");

    private FormView() {}

    static Map<String, Object> model(Entry form) {
        Map<String, Object> out = new HashMap<>();
        out.put("id", form.id());
        out.put("title", form.title());
        out.put("action", "/_forms/" + form.id());
        out.put("submit", or(Fields.text(form.content(), "submitLabel"), "Send"));
        List<Map<String, Object>> fields = new ArrayList<>();
        int index = 0;
        for (JsonNode field : form.content().path("fields")) {
            fields.add(field(field, "f-" + form.id() + "-" + index++));
        }
        out.put("fields", fields);
        out.put("anyRequired", fields.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("required"))));
        return out;
    }

    private static Map<String, Object> field(JsonNode field, String id) {
        Map<String, Object> out = new HashMap<>();
        String type = or(Fields.text(field, "type"), "text");
        String name = Fields.text(field, "name");
        out.put("id", id);
        out.put("name", name);
        out.put("label", or(Fields.text(field, "label"), name));
        out.put("help", Fields.text(field, "help"));
        out.put("helpId", id + "-help");
        out.put("placeholder", Fields.text(field, "placeholder"));
        out.put("maxLength", Fields.text(field, "maxLength"));
        out.put("required", Fields.yes(field, "required"));
        out.put("type", LINES.contains(type) ? type : "text");
        out.put("autocomplete", AUTOCOMPLETE.getOrDefault(type, ""));
        out.put("value", Fields.text(field, "value"));
        List<Map<String, Object>> options = options(field, id);
        out.put("options", options);
        boolean many = !options.isEmpty();
        out.put("isHidden", type.equals("hidden"));
        out.put("isArea", type.equals("textarea"));
        out.put("isSelect", type.equals("select"));
        out.put("isChoice", type.equals("radio") || type.equals("checkbox") && many);
        out.put("choice", type.equals("radio") ? "radio" : "checkbox");
        out.put("isTick", type.equals("consent") || type.equals("checkbox") && !many);
        out.put("isLine", LINES.contains(type));
        return out;
    }

    /** An option is a text, or an object with a label and a value. */
    private static List<Map<String, Object>> options(JsonNode field, String id) {
        List<Map<String, Object>> out = new ArrayList<>();
        for (JsonNode option : field.path("options")) {
            String label = option.isObject() ? Fields.text(option, "label") : Fields.text(option);
            String value = option.isObject() ? or(Fields.text(option, "value"), label) : label;
            out.add(Map.of("label", label, "value", value, "id", id + "-" + out.size()));
        }
        return out;
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
