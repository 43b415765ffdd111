package dev.sgen.admin.site;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of a site's content types, and of the form of one of them.
 *
 * @param form the type being edited, or null
 * @param fields the fields of that type as rows, with empty rows for new ones at the end
 * @param losses which data would no longer be shown if fields are removed, as sentences to confirm
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

    /** One content type. */
    public record Line(String key, String name, @Nullable String urlPattern, boolean builtIn, int fields) {}

    /** The form of a content type; {@code fixed} once its key can't change any more. */
    public record Form(String key, String name, String urlPattern, String schema, boolean fixed, boolean readOnly) {}
}
