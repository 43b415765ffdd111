package dev.sgen.admin.site;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content types of a site, and the form of one of its own.
 *
 * @param fields of the type, as rows; empty rows for new ones at the end
 * @param losses what removing fields would take from records, each in a sentence, to be confirmed
 */
public record TypesPage(
        PageShell frame,
        List<Line> types,
        boolean mayChange,
        @Nullable Form form,
        FormInput typed,
        List<TypeFields.Row> fields,
        List<String> losses) {
    /** A page without the form of fields. */
    TypesPage(PageShell frame, List<Line> types, boolean mayChange, @Nullable Form form, FormInput typed) {
        this(frame, types, mayChange, form, typed, List.of(), List.of());
    }

    /** One type in the list. */
    public record Line(String key, String name, @Nullable String urlPattern, boolean builtIn, int fields) {}

    /** A type open for writing; {@code fixed} when its key can't change any more. */
    public record Form(String key, String name, String urlPattern, String schema, boolean fixed, boolean readOnly) {}
}
