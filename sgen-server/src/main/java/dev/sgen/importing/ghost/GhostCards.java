package dev.sgen.importing.ghost;

import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Entities;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Converts Ghost's document formats, Lexical and the older Mobiledoc, into HTML, for posts whose export contains no
 * HTML. The result is not sanitised; the caller passes it on to the block converter, which sanitises all HTML.
 */
final class GhostCards {
    private static final int MAX_DEPTH = 60;
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> MARKUPS =
            Set.of("strong", "em", "b", "i", "code", "s", "u", "sub", "sup", "mark", "a", "del");

    private final StringBuilder html = new StringBuilder();
    private final ItemNotes itemNotes;

    private GhostCards(ItemNotes itemNotes) {
        this.itemNotes = itemNotes;
    }

    /**
     * Converts a document into HTML.
     *
     * @param lexical the Lexical document as JSON, or blank
     * @param mobiledoc the Mobiledoc document as JSON, read if there is no Lexical document; or blank
     * @return empty if both are blank or the document is empty; what was read until then if it is damaged
     */
    static String html(String lexical, String mobiledoc, ItemNotes itemNotes) {
        GhostCards cards = new GhostCards(itemNotes);
        try {
            if (!lexical.isBlank()) {
                cards.nodes(Json.read(lexical).path("root").path("children"), 0);
            } else if (!mobiledoc.isBlank()) {
                cards.mobiledoc(Json.read(mobiledoc));
            }
        } catch (JacksonException broken) {
            itemNotes.add("Its text is damaged in the export");
        }
        return cards.html.toString();
    }

    private void nodes(JsonNode nodes, int depth) {
        if (depth > MAX_DEPTH) {
            itemNotes.add("Left out what was nested too deep");
            return;
        }
        nodes.forEach(node -> node(node, depth));
    }

    private void node(JsonNode node, int depth) {
        String type = text(node, "type").replaceFirst("^extended-", "");
        JsonNode children = node.path("children");
        switch (type) {
            case "text" -> formatted(text(node, "text"), node.path("format").asInt(0));
            case "linebreak" -> html.append("<br>");
            case "tab" -> html.append(' ');
            case "paragraph" -> within("p", children, depth);
            case "heading" -> {
                String tag = text(node, "tag");
                within(HEADINGS.contains(tag) ? tag : "h2", children, depth);
            }
            case "quote", "aside" -> within("blockquote", children, depth);
            case "list" -> within(text(node, "listType").equals("number") ? "ol" : "ul", children, depth);
            case "listitem" -> within("li", children, depth);
            case "link", "autolink" -> {
                html.append("<a href=\"").append(escape(text(node, "url"))).append("\">");
                nodes(children, depth + 1);
                html.append("</a>");
            }
            default -> {
                if (!card(type, node)) {
                    itemNotes.add("The Ghost card “" + ForeignText.cut(ForeignText.plain(type), 60) + "” is left out");
                    nodes(children, depth + 1);
                }
            }
        }
    }

    private void within(String tag, JsonNode children, int depth) {
        html.append('<').append(tag).append('>');
        nodes(children, depth + 1);
        html.append("</").append(tag).append('>');
    }

    /** Lexical encodes a text's formats as a bit set. */
    private void formatted(String text, int format) {
        List<String> tags = new ArrayList<>();
        String[] byBit = {"strong", "em", "s", "u", "code", "sub", "sup", "mark"};
        for (int bit = 0; bit < byBit.length; bit++) {
            if ((format & 1 << bit) != 0) {
                tags.add(byBit[bit]);
            }
        }
        tags.forEach(tag -> html.append('<').append(tag).append('>'));
        html.append(Entities.escape(text));
        tags.reversed().forEach(tag -> html.append("</").append(tag).append('>'));
    }

    /**
     * Appends the HTML of a card, known by its name in either format; false if the card has no visible content or is
     * of an unknown kind.
     */
    private boolean card(String name, JsonNode card) {
        switch (name) {
            case "image" -> picture(card);
            case "gallery" -> {
                html.append("<div class=\"gallery\">");
                card.path("images").forEach(this::picture);
                html.append("</div>");
            }
            case "html" -> html.append("\n").append(text(card, "html")).append("\n");
            case "markdown", "card-markdown" -> {
                itemNotes.add("Its Markdown came in as plain text");
                for (String part : text(card, "markdown").split("\\n\\s*\\n")) {
                    paragraph(part);
                }
            }
            case "code", "codeblock" ->
                html.append("<pre class=\"language-")
                        .append(escape(text(card, "language")))
                        .append("\">")
                        .append(Entities.escape(text(card, "code")))
                        .append("</pre>");
            case "hr", "horizontalrule" -> html.append("<hr>");
            case "embed" -> {
                if (text(card, "url").isBlank()) {
                    html.append(text(card, "html"));
                } else {
                    html.append("<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">")
                            .append(Entities.escape(text(card, "url")))
                            .append("</div>");
                    caption(card);
                    html.append("</figure>");
                }
            }
            case "bookmark" -> {
                String title = text(card.path("metadata"), "title");
                linked(text(card, "url"), title.isBlank() ? text(card, "url") : title);
                paragraph(text(card.path("metadata"), "description"));
            }
            case "button" ->
                html.append("<a class=\"wp-block-button__link\" href=\"")
                        .append(escape(text(card, "buttonUrl")))
                        .append("\">")
                        .append(Entities.escape(text(card, "buttonText")))
                        .append("</a>");
            case "callout" ->
                html.append("<blockquote>")
                        .append(Entities.escape(text(card, "calloutEmoji")))
                        .append(' ')
                        .append(text(card, "calloutText"))
                        .append("</blockquote>");
            case "toggle" ->
                html.append("<h3>")
                        .append(text(card, "heading"))
                        .append("</h3><div>")
                        .append(text(card, "content"))
                        .append("</div>");
            case "header" -> {
                html.append("<h2>")
                        .append(text(card, "header").isEmpty() ? text(card, "heading") : text(card, "header"));
                html.append("</h2><p>").append(text(card, "subheader")).append("</p>");
            }
            case "file" -> linked(text(card, "src"), or(text(card, "fileTitle"), text(card, "fileName")));
            case "audio", "video" -> {
                html.append("<figure><").append(name).append(" src=\"").append(escape(text(card, "src")));
                html.append("\"></").append(name).append('>');
                caption(card);
                html.append("</figure>");
            }
            case "product" -> {
                html.append("<h3>").append(text(card, "productTitle")).append("</h3>");
                html.append("<div>").append(text(card, "productDescription")).append("</div>");
                linked(text(card, "productUrl"), or(text(card, "productButton"), text(card, "productUrl")));
            }
            case "paywall", "more" -> html.append("<!--more-->");
            case "email", "email-cta", "signup", "collection", "call-to-action" -> {
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void picture(JsonNode card) {
        html.append("<figure class=\"wp-block-image\">");
        String link = text(card, "href");
        if (!link.isEmpty()) {
            html.append("<a href=\"").append(escape(link)).append("\">");
        }
        html.append("<img src=\"").append(escape(text(card, "src"))).append("\" alt=\"");
        html.append(escape(text(card, "alt"))).append("\">").append(link.isEmpty() ? "" : "</a>");
        caption(card);
        html.append("</figure>");
    }

    private void caption(JsonNode card) {
        if (!text(card, "caption").isBlank()) {
            html.append("<figcaption>").append(text(card, "caption")).append("</figcaption>");
        }
    }

    private void linked(String address, String label) {
        if (!address.isBlank()) {
            html.append("<p><a href=\"").append(escape(address)).append("\">");
            html.append(Entities.escape(label)).append("</a></p>");
        }
    }

    private void paragraph(String text) {
        if (!text.isBlank()) {
            html.append("<p>").append(Entities.escape(text)).append("</p>");
        }
    }

    private void mobiledoc(JsonNode document) {
        for (JsonNode section : document.path("sections")) {
            switch (section.path(0).asInt(0)) {
                case 1 -> {
                    String given = section.path(1).asString("p");
                    String tag = HEADINGS.contains(given) || given.equals("blockquote")
                            ? given
                            : given.equals("aside") ? "blockquote" : "p";
                    html.append('<').append(tag).append('>');
                    markers(document, section.path(2));
                    html.append("</").append(tag).append('>');
                }
                case 2 -> picture(Json.object().put("src", section.path(1).asString("")));
                case 3 -> {
                    String tag = section.path(1).asString("ul").equals("ol") ? "ol" : "ul";
                    html.append('<').append(tag).append('>');
                    for (JsonNode item : section.path(2)) {
                        html.append("<li>");
                        markers(document, item);
                        html.append("</li>");
                    }
                    html.append("</").append(tag).append('>');
                }
                case 10 -> {
                    JsonNode card = document.path("cards").path(section.path(1).asInt(-1));
                    String name = card.path(0).asString("");
                    if (!card(name, card.path(1))) {
                        itemNotes.add(
                                "The Ghost card “" + ForeignText.cut(ForeignText.plain(name), 60) + "” is left out");
                    }
                }
                default -> itemNotes.add("Left out a part of its text that can't be read");
            }
        }
    }

    private void markers(JsonNode document, JsonNode markers) {
        List<String> open = new ArrayList<>();
        for (JsonNode marker : markers) {
            for (JsonNode index : marker.path(1)) {
                JsonNode markup = document.path("markups").path(index.asInt(-1));
                String tag = markup.path(0).asString("");
                open.add(MARKUPS.contains(tag) ? tag : "span");
                html.append('<').append(open.getLast());
                JsonNode attributes = markup.path(1);
                for (int i = 0; i + 1 < attributes.size(); i += 2) {
                    if (attributes.get(i).asString("").equals("href")) {
                        html.append(" href=\"")
                                .append(escape(attributes.get(i + 1).asString("")))
                                .append('"');
                    }
                }
                html.append('>');
            }
            boolean atom = marker.path(0).asInt(0) == 1;
            html.append(atom ? "<br>" : Entities.escape(marker.path(3).asString("")));
            for (int closed = marker.path(2).asInt(0); closed > 0 && !open.isEmpty(); closed--) {
                html.append("</").append(open.removeLast()).append('>');
            }
        }
        open.reversed().forEach(tag -> html.append("</").append(tag).append('>'));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() || value.isNumber() ? value.asString("") : "";
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }

    private static String escape(String text) {
        return Entities.escape(text).replace("\"", "&quot;");
    }
}
