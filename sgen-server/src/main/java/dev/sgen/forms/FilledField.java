package dev.sgen.forms;

import java.util.List;

/**
 * One answered field.
 *
 * @param name the field's name in the form
 * @param label the field's label at the time of the answer
 * @param values one text, or several for a multiple choice
 */
public record FilledField(String name, String label, List<String> values) {
    /** All values as one text. */
    public String text() {
        return String.join(", ", values);
    }
}
