package dev.sgen.forms;

import java.util.List;

/**
 * One answered field.
 *
 * @param name the field's name in the form
 * @param label how the form called it when the visitor answered
 * @param values one text; several for choices of which more than one may be taken
 */
public record FilledField(String name, String label, List<String> values) {
    /** The answer as one text. */
    public String text() {
        return String.join(", ", values);
    }
}
