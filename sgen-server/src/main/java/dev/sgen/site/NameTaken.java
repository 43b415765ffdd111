package dev.sgen.site;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** The key or host name belongs to a site already; which one isn't told. */
public record NameTaken(String field, String value) implements Refusal {
    @Override
    public String code() {
        return "invalid-state";
    }

    @Override
    public String detail() {
        return "The " + field + " " + value + " is taken already. Choose another one.";
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("field", field);
    }
}
