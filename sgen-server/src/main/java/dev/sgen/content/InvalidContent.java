package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import java.util.List;
import java.util.Map;

/**
 * Some fields don't fit their type; nothing was written.
 *
 * @param errors each with a JSON Pointer into the request: {@code /title}, {@code /path}, {@code /tags/0} or a place
 *     below {@code /content}
 */
public record InvalidContent(List<FieldError> errors) implements ContentRefusal {
    public InvalidContent(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    @Override
    public String code() {
        return "invalid-content";
    }

    @Override
    public String detail() {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return first.field() + ": " + first.message() + more + ".";
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("errors", errors);
    }
}
