package dev.sgen.theme;

import java.util.List;
import java.util.Map;

/**
 * What a drawn form carries beyond its record: hidden fields for its post, and what a visitor typed before.
 *
 * @param hidden name and value of each hidden field
 * @param trap name of a text field that is kept from people's eyes and ears
 * @param values what was typed, by field name; empty for a form that is drawn for the first time
 * @param problems what is to be put right, by field name
 * @param notice what concerns the form as a whole, or the empty text
 */
public record FormState(
        Map<String, String> hidden,
        String trap,
        Map<String, List<String>> values,
        Map<String, String> problems,
        String notice) {
    /** A form that can only be looked at. */
    public static final FormState NONE = new FormState(Map.of(), "", Map.of(), Map.of(), "");

    /** The same form with what a visitor typed into it. */
    public FormState filled(Map<String, List<String>> typed, Map<String, String> wrong, String about) {
        return new FormState(hidden, trap, typed, wrong, about);
    }
}
