package dev.sgen.theme;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A table that scrolls inside its own box, so that the page never does. */
final class TableBlock {
    private static final Set<String> ALIGNMENTS = Set.of("left", "center", "right", "start", "end");
    private static final int MAX_SPAN = 50;

    private TableBlock() {}

    static void render(JsonNode block, StringBuilder out) {
        if (block.path("rows").isEmpty() && block.path("head").isEmpty()) {
            return;
        }
        String caption = ContentFields.text(block, "caption");
        String name = Html.plain(caption);
        out.append("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(name.isEmpty() ? "Table" : Html.escape(name))
                .append("\"><table dir=\"auto\">");
        if (!caption.isBlank()) {
            out.append("<caption>").append(caption).append("</caption>");
        }
        section(block.path("head"), "thead", true, out);
        section(block.path("rows"), "tbody", false, out);
        out.append("</table></div>\n");
    }

    private static void section(JsonNode rows, String tag, boolean head, StringBuilder out) {
        if (rows.isEmpty()) {
            return;
        }
        out.append('<').append(tag).append('>');
        for (JsonNode row : rows) {
            out.append("<tr>");
            row.forEach(cell -> cell(cell, head, out));
            out.append("</tr>");
        }
        out.append("</").append(tag).append('>');
    }

    private static void cell(JsonNode cell, boolean head, StringBuilder out) {
        boolean header = head || ContentFields.yes(cell, "header");
        String tag = header ? "th" : "td";
        out.append('<').append(tag);
        if (header) {
            out.append(head ? " scope=\"col\"" : " scope=\"row\"");
        }
        span(cell, "colspan", out);
        span(cell, "rowspan", out);
        String align = ContentFields.text(cell, "align");
        if (ALIGNMENTS.contains(align)) {
            out.append(" class=\"ta-").append(align).append('"');
        }
        out.append('>').append(cell.isObject() ? ContentFields.text(cell, "text") : ContentFields.text(cell));
        out.append("</").append(tag).append('>');
    }

    private static void span(JsonNode cell, String field, StringBuilder out) {
        int span = ContentFields.number(cell, field, 1);
        if (span > 1) {
            out.append(' ')
                    .append(field)
                    .append("=\"")
                    .append(Math.min(span, MAX_SPAN))
                    .append('"');
        }
    }
}
