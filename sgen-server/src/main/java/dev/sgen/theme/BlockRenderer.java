package dev.sgen.theme;

import dev.sgen.platform.Json;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A body of typed blocks as HTML. It fetches nothing: a reference that {@link Lookups} doesn't hold isn't
 * visible here and leaves no trace in the page.
 *
 * <p>Inline {@code text} and {@code html} blocks were sanitised when they were saved; all else is escaped.
 */
public final class BlockRenderer {
    // Each more than fits into the levels that content may have, so that whatever was kept is shown.
    private static final int MAX_DEPTH = 12;
    private static final int MAX_LEVELS = 24;
    private static final Set<String> ALIGNMENTS = Set.of("left", "center", "right", "start", "end", "justify");

    private final SiteFrame siteFrame;
    private final Lookups lookups;
    private final String slot;
    private final MediaBlocks media;
    private final StringBuilder out = new StringBuilder(4096);
    private int depth;

    private BlockRenderer(SiteFrame siteFrame, Lookups lookups, boolean firstPictureWaits, String slot) {
        this.slot = slot;
        this.siteFrame = siteFrame;
        this.lookups = lookups;
        this.media = new MediaBlocks(lookups, siteFrame, out, firstPictureWaits);
    }

    /** The whole body, with its first picture loading at once. */
    public static String render(JsonNode body, SiteFrame siteFrame, Lookups lookups) {
        return render(body, siteFrame, lookups, false);
    }

    static String render(JsonNode body, SiteFrame siteFrame, Lookups lookups, boolean firstPictureWaits) {
        BlockRenderer renderer = new BlockRenderer(siteFrame, lookups, firstPictureWaits, "");
        renderer.blocks(body);
        return renderer.out.toString();
    }

    /** The blocks of a layout around a page's own part, which stands at the slot, or first where there is none. */
    static String around(JsonNode layout, String main, SiteFrame siteFrame, Lookups lookups) {
        BlockRenderer renderer = new BlockRenderer(siteFrame, lookups, true, main);
        if (!layout.toString().contains("\"type\":\"slot\"")) {
            renderer.block(Json.object().put("type", "slot"));
        }
        renderer.blocks(layout);
        return "<div class=\"layout body\">\n" + renderer.out + "</div>\n";
    }

    private void blocks(JsonNode body) {
        // An object isn't a body, whatever stands in it: no check of blocks has seen it (A11).
        if (!body.isArray() || depth >= MAX_DEPTH) {
            return;
        }
        depth++;
        body.forEach(this::block);
        depth--;
    }

    private void block(JsonNode block) {
        String type = ContentFields.text(block, "type");
        switch (type) {
            case "paragraph" -> paragraph(block);
            case "heading" -> heading(block);
            case "list" -> list(block, ContentFields.text(block, "style"), 0);
            case "quote" -> quote(block);
            case "code" -> code(block);
            case "image" -> media.image(block, "");
            case "gallery" -> media.gallery(block);
            case "table" -> TableBlock.render(block, out);
            case "embed" -> EmbedBlock.render(block, out);
            case "button" -> button(block);
            case "columns" -> columns(block);
            case "divider" -> out.append("<hr>\n");
            case "html" ->
                out.append("<div class=\"raw\" dir=\"auto\">")
                        .append(ContentFields.text(block, "html"))
                        .append("</div>\n");
            case "audio" -> media.audio(block);
            case "video" -> media.video(block);
            case "file" -> media.file(block);
            case "form" -> form(block);
            case "slot" -> out.append("<div class=\"slot\">").append(slot).append("</div>\n");
            case "postList", "productGrid", "eventList" -> dynamic(block, Needs.listedType(type));
            default -> {} // "more" marks a place and shows nothing; a kind that isn't known shows nothing either
        }
    }

    private void paragraph(JsonNode block) {
        String text = ContentFields.text(block, "text");
        if (text.isBlank()) {
            return;
        }
        out.append("<p dir=\"auto\"")
                .append(alignment(block))
                .append('>')
                .append(text)
                .append("</p>\n");
    }

    private static String alignment(JsonNode block) {
        String align = ContentFields.text(block, "align");
        return ALIGNMENTS.contains(align) ? " class=\"ta-" + align + "\"" : "";
    }

    /** The page's title is the only h1, so headings of a body start at h2. */
    private void heading(JsonNode block) {
        int level = Math.clamp(ContentFields.number(block, "level", 2), 2, 6);
        String text = ContentFields.text(block, "text");
        String anchor = ContentFields.text(block, "anchor");
        if (anchor.isEmpty()) {
            anchor = slug(Html.plain(text));
        }
        out.append("<h").append(level).append(" dir=\"auto\"").append(Html.attribute("id", anchor));
        out.append(alignment(block))
                .append('>')
                .append(text)
                .append("</h")
                .append(level)
                .append(">\n");
    }

    static String slug(String text) {
        return Html.shorten(text, 60)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-+|-+$", "");
    }

    private void list(JsonNode list, String style, int level) {
        JsonNode items = list.path("items");
        if (items.isEmpty() || level > MAX_LEVELS) {
            return;
        }
        if (style.equals("definition")) {
            definitions(items, level);
            return;
        }
        boolean numbered = style.equals("number");
        out.append(numbered ? "<ol" : "<ul").append(" dir=\"auto\"");
        int start = ContentFields.number(list, "start", 1);
        if (numbered && start != 1) {
            out.append(" start=\"").append(start).append('"');
        }
        out.append(style.equals("check") ? " class=\"checks\">" : ">");
        for (JsonNode item : items) {
            out.append("<li>");
            if (style.equals("check")) {
                boolean done = ContentFields.yes(item, "checked");
                out.append("<span class=\"check\" role=\"img\" aria-label=\"")
                        .append(done ? "done" : "open")
                        .append("\">")
                        .append(done ? "✓" : "")
                        .append("</span>");
            }
            out.append(ContentFields.text(item, "text"));
            nested(item, style, level);
            out.append("</li>");
        }
        out.append(numbered ? "</ol>\n" : "</ul>\n");
    }

    private void nested(JsonNode item, String style, int level) {
        String own = ContentFields.text(item, "style");
        list(item, own.isEmpty() ? style : own, level + 1);
    }

    private void definitions(JsonNode items, int level) {
        out.append("<dl dir=\"auto\">");
        for (JsonNode item : items) {
            out.append("<dt>").append(ContentFields.text(item, "term")).append("</dt><dd>");
            out.append(ContentFields.text(item, "text"));
            nested(item, "bullet", level);
            out.append("</dd>");
        }
        out.append("</dl>\n");
    }

    private void quote(JsonNode block) {
        String text = ContentFields.text(block, "text");
        out.append("<figure class=\"quote\" dir=\"auto\"><blockquote>");
        out.append(text.contains("<p") ? text : "<p>" + text + "</p>").append("</blockquote>");
        String cite = ContentFields.text(block, "cite");
        if (!cite.isBlank()) {
            out.append("<figcaption>").append(cite).append("</figcaption>");
        }
        out.append("</figure>\n");
    }

    private void code(JsonNode block) {
        String language = ContentFields.text(block, "language");
        out.append("<pre tabindex=\"0\"><code dir=\"ltr\"");
        out.append(Html.attribute("class", language.isEmpty() ? "" : "language-" + slug(language)));
        out.append('>').append(Html.escape(ContentFields.text(block, "code"))).append("</code></pre>\n");
    }

    private void button(JsonNode block) {
        String link = media.link(ContentFields.text(block, "link"));
        String text = ContentFields.text(block, "text");
        if (link.isEmpty() || text.isBlank()) {
            return;
        }
        boolean secondary = ContentFields.text(block, "style").equals("secondary");
        out.append("<p class=\"buttons\"><a class=\"button").append(secondary ? " secondary" : "");
        out.append("\" href=\"")
                .append(Html.address(link))
                .append("\">")
                .append(text)
                .append("</a></p>\n");
    }

    private void columns(JsonNode block) {
        JsonNode columns = block.path("columns");
        if (columns.isEmpty()) {
            return;
        }
        out.append("<div class=\"columns columns-")
                .append(Math.min(columns.size(), 6))
                .append("\">\n");
        for (JsonNode column : columns) {
            out.append("<div class=\"column").append(width(column)).append("\">\n");
            blocks(column.path("body"));
            out.append("</div>\n");
        }
        out.append("</div>\n");
    }

    /** Widths come as percent in many spellings; the stylesheet knows steps of five. */
    private static String width(JsonNode column) {
        String digits = ContentFields.text(column, "width").replaceAll("[^0-9.].*$", "");
        if (digits.isEmpty()) {
            return "";
        }
        try {
            double value = Double.parseDouble(digits);
            double percent = value <= 1 ? value * 100 : value;
            return percent > 100 ? "" : " w-" + Math.clamp(Math.round(percent / 5) * 5, 10, 90);
        } catch (NumberFormatException unreadable) {
            return "";
        }
    }

    private void form(JsonNode block) {
        Entry form = lookups.entries().get(ContentFields.text(block, "form"));
        if (form != null) {
            out.append(FormView.html(siteFrame.theme(), form, lookups.form(form)))
                    .append('\n');
        }
    }

    private void dynamic(JsonNode block, String type) {
        var entries = lookups.lists().get(Needs.Wanted.of(type, block));
        if (entries != null && !entries.isEmpty()) {
            out.append("<div class=\"dynamic\">");
            out.append(siteFrame.theme().part("cards", new EntryCards(siteFrame, lookups).list(type, entries)));
            out.append("</div>\n");
        }
    }
}
