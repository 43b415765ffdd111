package dev.sgen.importing.html;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import org.jsoup.nodes.Element;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects the blocks of a body while it is converted. */
final class BlockList {
    private final ArrayNode blocks = Json.array();

    ArrayNode blocks() {
        return blocks;
    }

    ObjectNode add(String type) {
        return blocks.addObject().put("type", type);
    }

    void add(ObjectNode block) {
        blocks.add(block);
    }

    void paragraph(String text, String align) {
        if (!text.isEmpty()) {
            ObjectNode block = add("paragraph").put("text", text);
            if (!align.isEmpty()) {
                block.put("align", align);
            }
        }
    }

    /** Adds sanitised HTML as an {@code html} block; nothing if sanitising leaves it blank. */
    void html(String html, ItemNotes itemNotes) {
        Markup.Cleaned cleaned = Markup.htmlReporting(html);
        InlineMarkup.tell(cleaned.removed(), itemNotes);
        if (!cleaned.html().isBlank()) {
            add("html").put("html", cleaned.html().strip());
        }
    }

    /**
     * Adds an {@code embed} block for an address on another site; returns false, and adds a note, if the address is
     * not a usable http(s) address.
     */
    boolean embed(String address, ItemNotes itemNotes, Element from) {
        String url = address.strip();
        if (url.startsWith("//")) {
            url = "https:" + url;
        }
        if (url.length() > 2_000 || !(url.startsWith("http://") || url.startsWith("https://")) || !Markup.isLink(url)) {
            itemNotes.add("Left out <" + from.normalName() + "> without a usable address");
            return false;
        }
        ObjectNode block = add("embed").put("url", url);
        String provider = EmbedProviders.of(url);
        if (!provider.isEmpty()) {
            block.put("provider", provider);
        }
        return true;
    }
}
