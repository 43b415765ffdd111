package dev.sgen.admin.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a content type's fields from a form: {@code f0.label}, {@code f0.kind} and so on. */
final class TypeFieldsForm {
    private static final int MAX_ROWS = 200;

    private TypeFieldsForm() {}

    static List<TypeFields.Row> read(HttpServletRequest request) {
        List<TypeFields.Row> rows = new ArrayList<>();
        for (int i = 0; i < MAX_ROWS && request.getParameter("f" + i + ".label") != null; i++) {
            String name = "f" + i + ".";
            String kind = text(request, name + "kind");
            String place = text(request, name + "place");
            rows.add(new TypeFields.Row(
                    text(request, name + "key"),
                    text(request, name + "label"),
                    TypeFields.KINDS.containsKey(kind) ? kind : "text",
                    !text(request, name + "required").isEmpty(),
                    !text(request, name + "private").isEmpty(),
                    text(request, name + "help"),
                    text(request, name + "options"),
                    text(request, name + "target"),
                    place.matches("[0-9]{1,6}") ? Integer.parseInt(place) : 100_000 + i,
                    !text(request, name + "remove").isEmpty()));
        }
        return rows;
    }

    private static String text(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }
}
