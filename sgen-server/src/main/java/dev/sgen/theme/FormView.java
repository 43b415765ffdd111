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

    /**
     * The form as HTML. What a post needs is put in whatever template the site has: the hidden fields at the start of
     * the form, and before it the thanks, which a browser shows once its own address names them.
     */
    static String html(Theme theme, Entry form, FormState state) {
        String html = theme.part("form", model(form, state));
        int tag = html.indexOf("<form");
        int end = tag < 0 ? -1 : html.indexOf('>', tag);
        if (end < 0 || state.hidden().isEmpty()) {
            return html;
        }
        return html.substring(0, tag)
                + thanks(form)
                + html.substring(tag, end + 1)
                + guard(state)
                + html.substring(end + 1);
    }

    private static String thanks(Entry form) {
        String words =
                or(ContentFields.text(form.content(), "successMessage"), "Thank you. Your answers have arrived.");
        return "<p class=\"sent\" id=\"sent-" + form.id() + "\" role=\"status\" tabindex=\"-1\" hidden>"
                + Html.escape(words).replace("\n", "<br>") + "</p>\n";
    }

    private static String guard(FormState state) {
        StringBuilder out = new StringBuilder();
        state.hidden()
                .forEach((name, value) -> out.append("\n<input type=\"hidden\"")
                        .append(Html.attribute("name", name))
                        .append(Html.attribute("value", value))
                        .append('>'));
        return out.append(
                        "\n<div aria-hidden=\"true\" style=\"position:absolute;inset-inline-start:-9999px;height:1px;overflow:hidden\">")
                .append("<label>Leave this empty <input type=\"text\"")
                .append(Html.attribute("name", state.trap()))
                .append(" tabindex=\"-1\" autocomplete=\"off\"></label></div>")
                .toString();
    }

    private static Map<String, Object> model(Entry form, FormState state) {
        Map<String, Object> out = new HashMap<>();
        out.put("id", form.id());
        out.put("title", form.title());
        out.put("action", "/_forms/" + form.id());
        out.put("submit", or(ContentFields.text(form.content(), "submitLabel"), "Send"));
        out.put("notice", state.notice());
        List<Map<String, Object>> fields = new ArrayList<>();
        for (JsonNode field : form.content().path("fields")) {
            fields.add(field(field, "f-" + form.id() + "-" + fields.size(), state));
        }
        fields.stream()
                .filter(each -> !"".equals(each.get("problem")))
                .findFirst()
                .ifPresent(first -> first.put("first", true));
        out.put("fields", fields);
        out.put("anyRequired", fields.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("required"))));
        return out;
    }

    private static Map<String, Object> field(JsonNode field, String id, FormState state) {
        Map<String, Object> out = new HashMap<>();
        String type = or(ContentFields.text(field, "type"), "text");
        String name = ContentFields.text(field, "name");
        String help = ContentFields.text(field, "help");
        String problem = state.problems().getOrDefault(name, "");
        List<String> typed = state.values().getOrDefault(name, List.of());
        out.put("id", id);
        out.put("name", name);
        out.put("label", or(ContentFields.text(field, "label"), name));
        out.put("help", help);
        out.put("helpId", id + "-help");
        out.put("problem", problem);
        out.put("problemId", id + "-problem");
        out.put("describedBy", describedBy(id, help, problem));
        out.put("placeholder", ContentFields.text(field, "placeholder"));
        out.put("maxLength", ContentFields.text(field, "maxLength"));
        out.put("required", ContentFields.yes(field, "required"));
        out.put("type", LINES.contains(type) ? type : "text");
        out.put("autocomplete", AUTOCOMPLETE.getOrDefault(type, ""));
        out.put("value", typed.isEmpty() ? ContentFields.text(field, "value") : typed.getFirst());
        out.put("ticked", !typed.isEmpty());
        List<Map<String, Object>> options = options(field, id, typed);
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

    private static String describedBy(String id, String help, String problem) {
        return ((help.isEmpty() ? "" : id + "-help ") + (problem.isEmpty() ? "" : id + "-problem")).strip();
    }

    /** An option is a text, or an object with a label and a value. */
    private static List<Map<String, Object>> options(JsonNode field, String id, List<String> typed) {
        List<Map<String, Object>> out = new ArrayList<>();
        for (JsonNode option : field.path("options")) {
            String label = option.isObject() ? ContentFields.text(option, "label") : ContentFields.text(option);
            String value = option.isObject() ? or(ContentFields.text(option, "value"), label) : label;
            out.add(Map.of(
                    "label", label, "value", value, "id", id + "-" + out.size(), "chosen", typed.contains(value)));
        }
        return out;
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
