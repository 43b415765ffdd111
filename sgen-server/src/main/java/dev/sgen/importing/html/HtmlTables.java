package dev.sgen.importing.html;

import dev.sgen.importing.source.ItemNotes;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts HTML tables into table blocks. A table whose cells hold more than text, such as another table, is kept as
 * HTML.
 */
final class HtmlTables {
    private static final int MAX_SPAN = 100;

    private HtmlTables() {}

    static void read(Element table, String caption, BlockList out, ItemNotes itemNotes) {
        Elements rows = table.select("tr");
        boolean rich = !table.select(
                        "table table, td ul, td ol, td img, td pre, td blockquote, td iframe, td h1, td h2, td h3")
                .isEmpty();
        if (rich || rows.stream().anyMatch(r -> r.children().size() > 200) || rows.size() > 10_000) {
            itemNotes.add("A table with more than text in its cells is kept as HTML");
            out.html(table.outerHtml(), itemNotes);
            return;
        }
        if (rows.isEmpty()) {
            itemNotes.add("Left out an empty table");
            return;
        }
        ObjectNode block = out.add("table");
        ArrayNode head = block.putArray("head");
        ArrayNode body = block.putArray("rows");
        for (Element row : rows) {
            Element parent = row.parent();
            boolean heads = parent != null && parent.normalName().equals("thead");
            ArrayNode cells = heads ? head.addArray() : body.addArray();
            row.children().forEach(cell -> cell(cell, heads, cells, itemNotes));
        }
        if (head.isEmpty()) {
            block.remove("head");
        }
        Element own = table.selectFirst("caption");
        String text = caption.isEmpty() && own != null ? InlineMarkup.inside(own, itemNotes) : caption;
        if (!text.isEmpty()) {
            block.put("caption", text);
        }
    }

    private static void cell(Element cell, boolean inHead, ArrayNode cells, ItemNotes itemNotes) {
        // Paragraphs in a cell become lines separated by line breaks.
        cell.select("p, div").forEach(p -> {
            if (p.nextElementSibling() != null) {
                p.appendElement("br");
            }
            p.unwrap();
        });
        String text = InlineMarkup.inside(cell, itemNotes);
        String align = InlineMarkup.alignment(cell);
        int columns = span(cell.attr("colspan"));
        int rows = span(cell.attr("rowspan"));
        boolean header = cell.normalName().equals("th") && !inHead;
        if (columns == 1 && rows == 1 && align.isEmpty() && !header) {
            cells.add(text);
            return;
        }
        ObjectNode node = cells.addObject().put("text", text);
        if (header) {
            node.put("header", true);
        }
        if (!align.isEmpty() && !align.equals("justify")) {
            node.put("align", align);
        }
        if (columns > 1) {
            node.put("colspan", columns);
        }
        if (rows > 1) {
            node.put("rowspan", rows);
        }
    }

    private static int span(String text) {
        return text.matches("[0-9]{1,4}") ? Math.clamp(Integer.parseInt(text), 1, MAX_SPAN) : 1;
    }
}
