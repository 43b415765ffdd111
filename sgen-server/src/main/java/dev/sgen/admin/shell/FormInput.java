package dev.sgen.admin.shell;

import dev.sgen.content.InvalidContent;
import dev.sgen.site.NameTaken;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input and errors of a refused form, so that nothing typed is lost.
 *
 * @param form which form of the page was submitted; empty for none
 * @param values input by field; never a password
 * @param errors errors by field; under the empty name, the error that belongs to no field
 */
public record FormInput(String form, Map<String, String> values, Map<String, String> errors) {
    public static final FormInput NOTHING = new FormInput("", Map.of(), Map.of());

    /** The input of a refused form, with the refusal's errors assigned to their fields where possible. */
    public static FormInput of(String form, HttpServletRequest request, Refusal refusal) {
        Map<String, String> values = new HashMap<>();
        request.getParameterMap().forEach((name, given) -> {
            if (!name.toLowerCase(java.util.Locale.ROOT).contains("password") && !name.equals("_csrf")) {
                values.put(name, String.join("\n", given));
            }
        });
        Map<String, String> errors = new HashMap<>();
        List<FieldError> fields = switch (refusal) {
            case InvalidInput invalid -> invalid.errors();
            case NameTaken nameTaken ->
                List.of(new FieldError("/" + nameTaken.field().replace("/", ""), nameTaken.detail()));
            case InvalidContent invalid -> invalid.errors();
            default -> List.of();
        };
        fields.forEach(e -> errors.merge(e.field().replaceAll("^/|/.*$", ""), e.message(), (a, b) -> a + " " + b));
        boolean placed = !errors.isEmpty() && errors.keySet().stream().allMatch(values::containsKey);
        if (!placed) {
            errors.put("", refusal.detail());
        }
        return new FormInput(form, values, errors);
    }

    /** The input of a field; {@code otherwise} if another form was submitted, or the field was not sent. */
    public String value(String form, String field, String otherwise) {
        return this.form.equals(form) ? values.getOrDefault(field, otherwise) : otherwise;
    }

    /** The error of a field; null if there is none, or if another form was submitted. */
    public @Nullable String error(String form, String field) {
        return this.form.equals(form) ? errors.get(field) : null;
    }
}
