package dev.sgen.admin.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a record's form, as its type's schema describes it.
 *
 * @param name of the form field; a path, such as {@code c/seo/title}
 * @param kind text, textarea, code, number, date, checkbox, select, lines, map, json, pick, picks, object, list
 * @param value as the field shows it
 * @param values of a field that holds several
 * @param fields inside an object
 * @param rows of a list of objects
 * @param blank the row that a press on Add puts in
 * @param refersTo the type of record a picker offers
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
     * @param token its part of the names of its fields
     * @param was the row as it was loaded, as JSON, so that what has no field stays
     */
    public record Row(String token, String was, List<RecordFormField> fields) {}

    /** An id for labels. */
    public String id() {
        return "f-" + name.replace('/', '-');
    }

    public boolean checked() {
        return value.equals("true");
    }
}
