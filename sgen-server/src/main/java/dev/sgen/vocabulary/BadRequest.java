package dev.sgen.vocabulary;

import java.util.List;
import java.util.Map;

/** The request itself can't be understood; nothing was looked up or changed. */
public record BadRequest(String detail, List<FieldError> errors) implements Refusal {
    public BadRequest(String detail) {
        this(detail, List.of());
    }

    @Override
    public String code() {
        return "bad-request";
    }

    @Override
    public Map<String, Object> facts() {
        return errors.isEmpty() ? Map.of() : Map.of("errors", errors);
    }
}
