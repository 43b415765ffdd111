package dev.sgen.admin;

import dev.sgen.content.InvalidContent;
import dev.sgen.site.Taken;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a small form held when it was refused, so that nothing typed is lost.
 *
 * @param form which of a page's forms
 * @param values by field; never a password
 * @param errors by field; under the empty name what belongs to no field
 */
public record Typed(String form, Map<String, String> values, Map<String, String> errors) {
    static final Typed NOTHING = new Typed("", Map.of(), Map.of());

    static Typed of(String form, HttpServletRequest request, Refusal refusal) {
        Map<String, String> values = new HashMap<>();
        request.getParameterMap().forEach((name, given) -> {
            if (!name.toLowerCase(java.util.Locale.ROOT).contains("password") && !name.equals("_csrf")) {
                values.put(name, String.join("\n", given));
            }
        });
        Map<String, String> errors = new HashMap<>();
        List<FieldError> fields = switch (refusal) {
            case InvalidInput invalid -> invalid.errors();
            case Taken taken -> List.of(new FieldError("/" + taken.field().replace("/", ""), taken.detail()));
            case InvalidContent invalid -> invalid.errors();
            default -> List.of();
        };
        fields.forEach(e -> errors.merge(e.field().replaceAll("^/|/.*$", ""), e.message(), (a, b) -> a + " " + b));
        boolean placed = !errors.isEmpty() && errors.keySet().stream().allMatch(values::containsKey);
        if (!placed) {
            errors.put("", refusal.detail());
        }
        return new Typed(form, values, errors);
    }

    public String value(String form, String field, String otherwise) {
        return this.form.equals(form) ? values.getOrDefault(field, otherwise) : otherwise;
    }

    public @Nullable String error(String form, String field) {
        return this.form.equals(form) ? errors.get(field) : null;
    }
}
