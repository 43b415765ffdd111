package dev.sgen.importing.html;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Converts media elements of HTML (images, galleries, audio, video, files, buttons, embeds) into blocks. */
final class HtmlMedia {
    private static final String ALL = "img, video, audio, iframe, object, embed, sgen-gallery";
    private static final Pattern ATTACHMENT = Pattern.compile("\\bwp-image-([0-9]{1,12})\\b");

    private final HtmlContext htmlContext;
    private final ItemNotes itemNotes;

    HtmlMedia(HtmlContext htmlContext, ItemNotes itemNotes) {
        this.htmlContext = htmlContext;
        this.itemNotes = itemNotes;
    }

    /** Whether an inline node contains an element that becomes a block of its own. */
    boolean holdsMedia(Node node) {
        return node instanceof Element element
                && (element.is(ALL)
                        || element.hasClass("wp-block-button__link")
                        || element.selectFirst(
                                        ALL
                                                + ", p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, pre, blockquote, script, style, form, input, select, textarea")
                                != null);
    }

    /**
     * Removes media elements from an element that cannot contain them, and returns them (with the link around them, if
     * any).
     */
    List<Element> takeOut(Element element) {
        List<Element> taken = new ArrayList<>();
        for (Element media : element.select("figure:has(" + ALL + "), " + ALL)) {
            if (taken.stream().anyMatch(t -> t == media || media.parents().contains(t))) {
                continue;
            }
            Element link = media.parent() != null && media.parent().normalName().equals("a") ? media.parent() : media;
            taken.add(link);
        }
        taken.forEach(Node::remove);
        return taken;
    }

    /** Adds the block of a media element; false if the element is not one. */
    boolean read(Element element, BlockList out) {
        String tag = element.normalName();
        switch (tag) {
            case "img" -> image(element, null, out);
            case "video", "audio" -> recording(element, "", out);
            case "iframe" -> frame(element, out);
            case "object", "embed" -> object(element, out);
            case "sgen-gallery" -> shortcodeGallery(element, out);
            default -> {
                return readByClass(element, tag, out);
            }
        }
        return true;
    }

    private boolean readByClass(Element element, String tag, BlockList out) {
        if (element.hasClass("wp-block-gallery") || element.hasClass("gallery")) {
            gallery(element, out);
        } else if (element.hasClass("wp-block-embed") || element.className().contains("wp-block-embed")) {
            embed(element, out);
        } else if (element.hasClass("wp-block-file")) {
            file(element, out);
        } else if (element.hasClass("wp-block-buttons")
                || element.hasClass("wp-block-button")
                || element.hasClass("wp-block-button__link")) {
            buttons(element, out);
        } else if (DynamicBlocks.isSpacer(element)) {
            itemNotes.add("Left out empty space");
        } else if ((tag.equals("figure") || element.hasClass("wp-caption"))
                && element.select("img").size() == 1
                && element.selectFirst("table") == null) {
            image(element.select("img").getFirst(), element, out);
        } else if (tag.equals("figure") && element.selectFirst("video, audio") != null) {
            recording(java.util.Objects.requireNonNull(element.selectFirst("video, audio")), caption(element), out);
        } else if (tag.equals("a")
                && element.children().size() == 1
                && element.ownText().isBlank()
                && element.child(0).normalName().equals("img")) {
            image(element.child(0), element, out);
        } else {
            return false;
        }
        return true;
    }

    private void image(Element img, @Nullable Element around, BlockList out) {
        ObjectNode block = picture(img, around);
        if (block == null) {
            itemNotes.add("Left out a picture without a usable address");
        } else {
            out.add(block);
        }
    }

    /** Builds an image block; null if the picture has neither a media item nor a usable address. */
    private @Nullable ObjectNode picture(Element img, @Nullable Element around) {
        String source = img.attr("src").isBlank() ? img.attr("data-src") : img.attr("src");
        ObjectNode block = Json.object().put("type", "image");
        if (!place(block, source, attachmentOf(img))) {
            return null;
        }
        if (img.hasAttr("alt")) {
            block.put("alt", img.attr("alt").length() > 1_000 ? img.attr("alt").substring(0, 1_000) : img.attr("alt"));
        }
        Element figure = img.closest("figure, .wp-caption");
        String caption = around == null || figure == null ? "" : caption(figure);
        if (!caption.isEmpty()) {
            block.put("caption", caption);
        }
        Element link = img.closest("a[href]");
        if (link != null
                && Markup.isLink(link.attr("href"))
                && !link.attr("href").equals(source)
                && link.attr("href").length() <= 2_000) {
            block.put("link", link.attr("href"));
        }
        align(block, img, figure == null ? around : figure);
        number(block, "width", img.attr("width"));
        number(block, "height", img.attr("height"));
        return block;
    }

    /**
     * Sets where the file is: {@code media} for a media item, and {@code src} for the old address, which is used until
     * the file is fetched. Returns false if neither can be set.
     */
    private boolean place(ObjectNode block, String source, @Nullable String attachment) {
        String address = source.startsWith("//") ? "https:" + source : source.strip();
        String media = htmlContext.media(address, attachment);
        if (media != null) {
            block.put("media", media);
        }
        if (!address.isEmpty() && address.length() <= 2_000 && Markup.isLink(address)) {
            block.put("src", address);
            return true;
        }
        return media != null;
    }

    private static @Nullable String attachmentOf(Element img) {
        Matcher matcher = ATTACHMENT.matcher(img.className());
        if (matcher.find()) {
            return matcher.group(1);
        }
        return img.attr("data-id").matches("[0-9]{1,12}") ? img.attr("data-id") : null;
    }

    private static void align(ObjectNode block, Element img, @Nullable Element around) {
        String classes = " " + img.className() + " " + (around == null ? "" : around.className()) + " ";
        Element parent = around == null ? img.parent() : around.parent();
        if (parent != null && parent.hasClass("wp-block-image")) {
            classes += parent.className() + " ";
        }
        for (String way : List.of("left", "right", "center", "wide", "full")) {
            if (classes.contains("align" + way + " ")) {
                block.put("align", way);
            }
        }
    }

    private static void number(ObjectNode block, String name, String text) {
        if (text.matches("[1-9][0-9]{0,4}")) {
            block.put(name, Integer.parseInt(text));
        }
    }

    private String caption(Element figure) {
        Element caption = figure.selectFirst("figcaption, .wp-caption-text, dd");
        return caption == null ? "" : InlineMarkup.inside(caption, itemNotes);
    }

    private void gallery(Element element, BlockList out) {
        ArrayNode images = Json.array();
        for (Element img : element.select("img")) {
            Element item = img.closest("figure, li, .gallery-item");
            ObjectNode picture = picture(img, item);
            if (picture == null) {
                itemNotes.add("Left out a picture without a usable address");
            } else {
                images.add(picture);
            }
        }
        Matcher columns = Pattern.compile("\\bcolumns-([1-9])\\b").matcher(element.className());
        addGallery(images, columns.find() ? Integer.parseInt(columns.group(1)) : 0, out);
        Element caption = element.selectFirst("figcaption.blocks-gallery-caption");
        if (caption != null && !images.isEmpty()) {
            ((ObjectNode) out.blocks().get(out.blocks().size() - 1))
                    .put("caption", InlineMarkup.inside(caption, itemNotes));
        }
    }

    private void shortcodeGallery(Element element, BlockList out) {
        List<String> ids = element.attr("ids").isBlank()
                ? htmlContext.ownAttachments()
                : Arrays.stream(element.attr("ids").split(","))
                        .map(String::strip)
                        .toList();
        ArrayNode images = Json.array();
        for (String id : ids) {
            ObjectNode image = Json.object().put("type", "image");
            String address = htmlContext.addressOf(id);
            if (place(image, address == null ? "" : address, id)) {
                String alt = htmlContext.altOf(id);
                if (!alt.isEmpty()) {
                    image.put("alt", alt);
                }
                images.add(image);
            } else {
                itemNotes.add("Left out picture " + id + " of a gallery: it isn't in the export");
            }
        }
        addGallery(
                images, element.attr("columns").matches("[1-9]") ? Integer.parseInt(element.attr("columns")) : 0, out);
    }

    private void addGallery(ArrayNode images, int columns, BlockList out) {
        if (images.isEmpty()) {
            itemNotes.add("Left out a gallery without pictures");
            return;
        }
        ObjectNode block = out.add("gallery");
        block.set("images", images);
        if (columns > 0) {
            block.put("columns", columns);
        }
    }

    private void recording(Element element, String caption, BlockList out) {
        Element source = element.selectFirst("source[src]");
        String address = element.attr("src").isBlank() && source != null ? source.attr("src") : element.attr("src");
        ObjectNode block = Json.object().put("type", element.normalName());
        if (!place(block, address, null)) {
            itemNotes.add("Left out <" + element.normalName() + "> without a usable address");
            return;
        }
        if (!element.attr("poster").isBlank() && Markup.isLink(element.attr("poster"))) {
            block.put("poster", element.attr("poster"));
        }
        if (!caption.isEmpty()) {
            block.put("caption", caption);
        }
        out.add(block);
    }

    private void frame(Element element, BlockList out) {
        if (out.embed(element.attr("src"), itemNotes, element)) {
            itemNotes.add("A frame became an embed");
        }
    }

    private void object(Element element, BlockList out) {
        Element movie = element.selectFirst("param[name=movie], param[name=src]");
        Element inner = element.selectFirst("embed[src]");
        String address = !element.attr("data").isBlank()
                ? element.attr("data")
                : !element.attr("src").isBlank()
                        ? element.attr("src")
                        : movie != null ? movie.attr("value") : inner != null ? inner.attr("src") : "";
        if (out.embed(address, itemNotes, element)) {
            itemNotes.add("A plug-in object became an embed");
        }
    }

    private void embed(Element element, BlockList out) {
        Element wrapper = element.selectFirst(".wp-block-embed__wrapper");
        Element frame = element.selectFirst("iframe[src]");
        String address = (wrapper == null ? element.ownText() : wrapper.text()).strip();
        if (out.embed(address.startsWith("http") || frame == null ? address : frame.attr("src"), itemNotes, element)) {
            String caption = caption(element);
            if (!caption.isEmpty()) {
                ((ObjectNode) out.blocks().get(out.blocks().size() - 1)).put("caption", caption);
            }
        }
    }

    private void file(Element element, BlockList out) {
        Element link = element.selectFirst("a[href]");
        ObjectNode block = Json.object().put("type", "file");
        if (link == null || !place(block, link.attr("href"), null)) {
            itemNotes.add("Left out a file without a usable address");
            return;
        }
        out.add(block.put("text", InlineMarkup.inside(link, itemNotes)));
    }

    private void buttons(Element element, BlockList out) {
        List<Element> links = element.normalName().equals("a") ? List.of(element) : element.select("a");
        for (Element link : links) {
            String text = InlineMarkup.inside(link, itemNotes);
            if (link.attr("href").isBlank() || !Markup.isLink(link.attr("href"))) {
                itemNotes.add("A button that leads nowhere became text");
                out.paragraph(text, "");
            } else if (!text.isEmpty()) {
                out.add("button").put("text", text).put("link", link.attr("href"));
            }
        }
    }
}
