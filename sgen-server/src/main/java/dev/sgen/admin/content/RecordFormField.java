package dev.sgen.admin.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a record's form, derived from the content type's schema.
 *
 * @param name the name of the form field: a path such as {@code c/seo/title}
 * @param kind text, textarea, code, number, date, checkbox, select, lines, map, json, pick, picks, object, list
 * @param value the value as the field displays it
 * @param values the values of a field that holds several
 * @param fields the fields of an object
 * @param rows the rows of a list of objects
 * @param blank the template for a new row of a list; otherwise null
 * @param refersTo the content type that a picker offers
 */
public record RecordFormField(
        String name,
        String kind,
        String label,
        @Nullable String hint,
        @Nullable String placeholder,
        String value,
        List<String> values,
        List<String> options,
        List<RecordFormField> fields,
        List<Row> rows,
        @Nullable Row blank,
        @Nullable String refersTo,
        boolean required,
        @Nullable String error) {

    /**
     * One row of a list of objects.
     *
     * @param token the row's part of its fields' names
     * @param was the row as loaded, as JSON, so that properties without a form field are kept
     */
    public record Row(String token, String was, List<RecordFormField> fields) {}

    /** The HTML id, for labels. */
    public String id() {
        return "f-" + name.replace('/', '-');
    }

    public boolean checked() {
        return value.equals("true");
    }
}
