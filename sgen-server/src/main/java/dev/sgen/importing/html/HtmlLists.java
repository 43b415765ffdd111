package dev.sgen.importing.html;

import dev.sgen.importing.source.ItemNotes;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Converts HTML lists into list blocks, keeping their nesting. Pictures inside a list are placed after it. */
final class HtmlLists {
    private static final int MAX_DEPTH = 12;

    private final HtmlMedia media;
    private final ItemNotes itemNotes;

    HtmlLists(HtmlMedia media, ItemNotes itemNotes) {
        this.media = media;
        this.itemNotes = itemNotes;
    }

    void read(Element list, BlockList out) {
        List<Element> pictures = media.takeOut(list);
        ObjectNode block = out.add("list").put("style", style(list));
        start(list, block);
        items(list, block.putArray("items"), 0);
        if (block.path("items").isEmpty()) {
            out.blocks().remove(out.blocks().size() - 1);
        }
        if (!pictures.isEmpty()) {
            itemNotes.add("Pictures inside a list now follow it");
            pictures.forEach(picture -> media.read(picture, out));
        }
    }

    private static String style(Element list) {
        return switch (list.normalName()) {
            case "ol" -> "number";
            case "dl" -> "definition";
            default -> "bullet";
        };
    }

    private static void start(Element list, ObjectNode block) {
        if (list.normalName().equals("ol")
                && list.attr("start").matches("-?[0-9]{1,6}")
                && !list.attr("start").equals("1")) {
            block.put("start", Integer.parseInt(list.attr("start")));
        }
    }

    private void items(Element list, ArrayNode items, int depth) {
        for (Element child : list.children()) {
            switch (child.normalName()) {
                case "dt" ->
                    items.addObject()
                            .put("term", InlineMarkup.inside(child, itemNotes))
                            .put("text", "");
                case "dd" -> definition(child, items);
                case "ul", "ol" ->
                    nested(
                            child,
                            items.isEmpty()
                                    ? items.addObject().put("text", "")
                                    : (ObjectNode) items.get(items.size() - 1),
                            depth);
                case "div" -> items(child, items, depth);
                default -> item(child, items.addObject(), depth);
            }
        }
    }

    private void definition(Element element, ArrayNode items) {
        ObjectNode last = items.isEmpty() ? null : (ObjectNode) items.get(items.size() - 1);
        String text = InlineMarkup.inside(element, itemNotes);
        if (last != null && last.path("text").asString("").isEmpty()) {
            last.put("text", text);
        } else {
            items.addObject().put("text", text);
        }
    }

    private void item(Element element, ObjectNode item, int depth) {
        StringBuilder text = new StringBuilder();
        List<Element> lists = new ArrayList<>();
        for (Node node : element.childNodes()) {
            if (node instanceof Element inner && List.of("ul", "ol").contains(inner.normalName())) {
                lists.add(inner);
            } else if (node instanceof Element inner && !InlineMarkup.TAGS.contains(inner.normalName())) {
                text.append(text.toString().isBlank() ? "" : "<br>").append(inner.html());
            } else {
                text.append(node instanceof org.jsoup.nodes.Comment ? "" : node.outerHtml());
            }
        }
        item.put("text", InlineMarkup.clean(text.toString().strip(), itemNotes));
        lists.forEach(inner -> nested(inner, item, depth));
    }

    private void nested(Element list, ObjectNode item, int depth) {
        if (depth >= MAX_DEPTH) {
            itemNotes.add("A list nested too deep became text");
            item.put("text", item.path("text").asString("") + "<br>" + InlineMarkup.inside(list, itemNotes));
            return;
        }
        item.put("style", style(list));
        items(list, item.withArray("items"), depth + 1);
    }
}
