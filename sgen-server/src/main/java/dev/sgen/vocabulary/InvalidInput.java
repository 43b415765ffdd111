package dev.sgen.vocabulary;

import java.util.List;
import java.util.Map;

/**
 * Fields that can't be as they were given; nothing was written.
 *
 * @param detail one sentence that says what to do
 * @param errors each with a JSON Pointer into what was sent
 */
public record InvalidInput(String detail, List<FieldError> errors) implements Refusal {
    /** One field; the sentence about it is all there is to say. */
    public InvalidInput(String field, String message) {
        this(message, List.of(new FieldError(field, message)));
    }

    @Override
    public String code() {
        return "invalid-content";
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("errors", errors);
    }
}
