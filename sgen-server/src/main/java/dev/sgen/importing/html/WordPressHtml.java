package dev.sgen.importing.html;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts WordPress HTML (handwritten, from the classic editor, or Gutenberg blocks) into blocks. What has no block
 * type is kept as sanitised HTML; everything that is changed or left out is noted.
 */
public final class WordPressHtml {
    private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");
    private static final Pattern WIDTH = Pattern.compile("[0-9.]{1,8}%");
    private static final Pattern BACKGROUND = Pattern.compile("url\\(['\"]?([^'\")]{1,2000})['\"]?\\)");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    private static final Set<String> CODE_THAT_RUNS = Set.of(
            "script", "style", "link", "meta", "base", "noscript", "template", "applet", "param", "title", "head");
    private static final Set<String> CONTAINERS = Set.of(
            "div",
            "section",
            "article",
            "main",
            "aside",
            "header",
            "footer",
            "center",
            "nav",
            "hgroup",
            "fieldset",
            "body",
            "html",
            "tbody",
            "picture",
            "dir",
            "menu");
    private static final int MAX_DEPTH = 40;

    private final HtmlContext htmlContext;
    private final ItemNotes itemNotes;
    private final boolean classic;
    private final HtmlMedia media;

    private WordPressHtml(HtmlContext htmlContext, ItemNotes itemNotes, boolean classic) {
        this.htmlContext = htmlContext;
        this.itemNotes = itemNotes;
        this.classic = classic;
        this.media = new HtmlMedia(htmlContext, itemNotes);
    }

    /** Converts the HTML of a post. */
    public static ArrayNode blocks(String html, HtmlContext htmlContext, ItemNotes itemNotes) {
        boolean classic = !html.contains("<!-- wp:");
        Document document = Jsoup.parseBodyFragment(
                Shortcodes.expand(html.replace("\r\n", "\n").replace('\r', '\n')));
        document.outputSettings().prettyPrint(false);
        WordPressHtml reader = new WordPressHtml(htmlContext, itemNotes, classic);
        for (Element scripted : document.select("[^on]")) {
            reader.leaveScripts(scripted);
        }
        for (Element link : document.select("a[href]")) {
            reader.rewrite(link);
        }
        BlockList out = new BlockList();
        reader.flow(document.body().childNodes(), out, "", 0);
        return out.blocks();
    }

    private void leaveScripts(Element element) {
        for (var attribute : element.attributes().asList()) {
            if (attribute.getKey().toLowerCase(Locale.ROOT).startsWith("on")) {
                itemNotes.add("Left out the script in " + ForeignText.cut(attribute.getKey(), 40) + " of <"
                        + element.normalName() + ">");
                element.removeAttr(attribute.getKey());
            }
        }
    }

    private void rewrite(Element link) {
        String before = link.attr("href");
        String after = htmlContext.link(before);
        if (!Markup.isLink(after)) {
            itemNotes.add("Left out a link to an address that may not be linked");
            link.removeAttr("href");
        } else if (!after.equals(before)) {
            link.attr("href", after);
        }
    }

    /** Converts a sequence of nodes: adjacent inline nodes become paragraphs, elements become blocks. */
    void flow(List<Node> nodes, BlockList out, String align, int depth) {
        List<Node> run = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node instanceof Comment comment) {
                flush(run, out, align);
                i += comment(comment, nodes, i, out);
            } else if (InlineMarkup.is(node) && !media.holdsMedia(node)) {
                run.add(node);
            } else {
                flush(run, out, align);
                element((Element) node, out, align, depth);
            }
        }
        flush(run, out, align);
    }

    private void flush(List<Node> run, BlockList out, String align) {
        if (run.isEmpty()) {
            return;
        }
        StringBuilder html = new StringBuilder();
        run.forEach(node -> html.append(
                node instanceof TextNode text
                        ? org.jsoup.nodes.Entities.escape(text.getWholeText())
                        : node.outerHtml()));
        run.clear();
        for (String part : BLANK_LINE.split(html)) {
            paragraph(InlineMarkup.clean(lines(part), itemNotes), align, out);
        }
    }

    /** A line end in the classic editor's HTML is a line break; in Gutenberg's it is only white space. */
    private String lines(String html) {
        String text = html.strip();
        return classic ? InlineMarkup.withLineBreaks(text) : ForeignText.onOneLine(text);
    }

    private void paragraph(String text, String align, BlockList out) {
        String plain = Jsoup.parseBodyFragment(text).text().strip();
        if (plain.isEmpty()) {
            return;
        }
        if (ADDRESS.matcher(plain).matches()
                && !EmbedProviders.of(plain).isEmpty()
                && out.embed(plain, itemNotes, new Element("p"))) {
            return;
        }
        out.paragraph(text, align);
    }

    /** Converts a comment; returns how many of the following nodes it consumed. */
    private int comment(Comment comment, List<Node> nodes, int at, BlockList out) {
        String text = comment.getData().strip();
        if (text.equals("more") || text.startsWith("more ")) {
            out.add("more");
            return 0;
        }
        if (text.equals("nextpage")) {
            out.add("divider");
            itemNotes.add("A page break became a divider");
            return 0;
        }
        if (text.startsWith("wp:html") && !text.endsWith("/")) {
            return rawHtml(nodes, at, out);
        }
        if (text.startsWith("wp:")) {
            DynamicBlocks.read(text, out, itemNotes);
        } else if (!text.startsWith("/wp:") && !text.isEmpty() && !text.equals("noteaser")) {
            itemNotes.add("Left out an HTML comment");
        }
        return 0;
    }

    private int rawHtml(List<Node> nodes, int at, BlockList out) {
        StringBuilder html = new StringBuilder();
        int taken = 0;
        for (int i = at + 1; i < nodes.size(); i++) {
            taken++;
            if (nodes.get(i) instanceof Comment end && end.getData().strip().startsWith("/wp:html")) {
                break;
            }
            html.append(nodes.get(i).outerHtml());
        }
        Document parsed = Jsoup.parseBodyFragment(html.toString());
        for (Element frame : parsed.select("iframe[src]")) {
            if (out.embed(frame.attr("src"), itemNotes, frame)) {
                itemNotes.add("A frame became an embed");
            }
            frame.remove();
        }
        parsed.outputSettings().prettyPrint(false);
        out.html(parsed.body().html(), itemNotes);
        return taken;
    }

    private void element(Element element, BlockList out, String inherited, int depth) {
        String tag = element.normalName();
        String own = InlineMarkup.alignment(element);
        String align = own.isEmpty() ? inherited : own;
        if (depth > MAX_DEPTH) {
            itemNotes.add("Kept the text of elements nested too deep");
            out.paragraph(InlineMarkup.clean(org.jsoup.nodes.Entities.escape(element.text()), itemNotes), align);
        } else if (CODE_THAT_RUNS.contains(tag)) {
            itemNotes.add("Left out <" + tag + ">");
        } else if (media.read(element, out)) {
            return;
        } else if (element.hasClass("wp-block-columns") || element.hasClass("wp-block-media-text")) {
            columns(element, out, align, depth);
        } else if (element.hasClass("wp-block-cover") || element.hasClass("wp-block-cover-image")) {
            cover(element, out, depth);
        } else if (CONTAINERS.contains(tag) || tag.contains("-")) {
            container(element, out, align, depth);
        } else {
            text(element, tag, out, align, depth);
        }
    }

    private void text(Element element, String tag, BlockList out, String align, int depth) {
        if (!tag.equals("table")) {
            InlineMarkup.tellStyle(element, itemNotes);
        }
        switch (tag) {
            case "p", "address", "figcaption", "legend", "summary", "dt", "dd", "li", "caption" ->
                mixed(element, out, align, depth);
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, out, align, depth);
            case "ul", "ol", "dl" -> new HtmlLists(media, itemNotes).read(element, out);
            case "blockquote" -> quote(element, out);
            case "pre", "xmp", "listing", "plaintext" -> code(element, out);
            case "table" -> HtmlTables.read(element, "", out, itemNotes);
            case "hr" -> out.add("divider");
            case "figure" -> figure(element, out, align, depth);
            case "a",
                    "span",
                    "strong",
                    "em",
                    "b",
                    "i",
                    "u",
                    "s",
                    "del",
                    "ins",
                    "small",
                    "font",
                    "big",
                    "sub",
                    "sup",
                    "mark",
                    "code",
                    "label",
                    "q",
                    "cite" -> flow(element.childNodes(), out, align, depth + 1);
            default -> {
                itemNotes.add("Kept <" + tag + "> as HTML");
                out.html(element.outerHtml(), itemNotes);
            }
        }
    }

    /** Text that may contain media elements: each becomes a block between paragraphs. */
    private void mixed(Element element, BlockList out, String align, int depth) {
        if (element.childNodes().stream()
                .allMatch(n -> n instanceof Comment || (InlineMarkup.is(n) && !media.holdsMedia(n)))) {
            paragraph(InlineMarkup.clean(lines(element.html()), itemNotes), align, out);
        } else {
            flow(element.childNodes(), out, align, depth + 1);
        }
    }

    private void heading(Element element, BlockList out, String align, int depth) {
        List<Element> pictures = media.takeOut(element);
        String text = ForeignText.onOneLine(InlineMarkup.inside(element, itemNotes));
        if (!Jsoup.parseBodyFragment(text).text().isBlank()) {
            ObjectNode block = out.add("heading")
                    .put("level", element.normalName().charAt(1) - '0')
                    .put("text", text);
            if (!element.id().isEmpty() && element.id().length() <= 200) {
                block.put("anchor", element.id());
            }
            if (!align.isEmpty()) {
                block.put("align", align);
            }
        }
        pictures.forEach(picture -> element(picture, out, align, depth + 1));
    }

    private void quote(Element element, BlockList out) {
        List<Element> pictures = media.takeOut(element);
        String cite = "";
        for (Element source : element.select("cite, footer")) {
            if (source.parent() == element
                    || source.normalName().equals("footer")
                    || element.hasClass("wp-block-quote")) {
                cite = (cite + " " + InlineMarkup.inside(source, itemNotes)).strip();
                source.remove();
            }
        }
        String body = element.html();
        if (classic) {
            body = BLANK_LINE.matcher(body.strip()).replaceAll("<br><br>");
        }
        Markup.Cleaned cleaned = Markup.htmlReporting(body);
        InlineMarkup.tell(cleaned.removed(), itemNotes);
        String text = InlineMarkup.trim(cleaned.html());
        if (!text.isEmpty() || !cite.isEmpty()) {
            ObjectNode block = out.add("quote").put("text", text);
            if (!cite.isEmpty()) {
                block.put("cite", cite);
            }
        }
        pictures.forEach(picture -> element(picture, out, "", 1));
    }

    private void code(Element element, BlockList out) {
        if (element.hasClass("wp-block-verse")) {
            out.paragraph(
                    InlineMarkup.clean(element.html().strip().replace("\n", "<br>"), itemNotes),
                    InlineMarkup.alignment(element));
            return;
        }
        if (element.select("*").stream()
                .anyMatch(e -> e != element && !Set.of("code", "br").contains(e.normalName()))) {
            itemNotes.add("Left out the markup inside preformatted text");
        }
        element.select("br").forEach(br -> br.replaceWith(new TextNode("\n")));
        String code = element.wholeText();
        ObjectNode block = out.add("code").put("code", code.startsWith("\n") ? code.substring(1) : code);
        for (String name : element.classNames()) {
            if (name.startsWith("language-")) {
                block.put("language", name.substring("language-".length()).toLowerCase(Locale.ROOT));
            }
        }
    }

    /** A figure without an image: a table with its caption, or the figure's content in order. */
    private void figure(Element element, BlockList out, String align, int depth) {
        Element table = element.selectFirst("table");
        Element caption = element.selectFirst("figcaption");
        if (table != null) {
            HtmlTables.read(table, caption == null ? "" : InlineMarkup.inside(caption, itemNotes), out, itemNotes);
        } else {
            flow(element.childNodes(), out, align, depth + 1);
        }
    }

    private void container(Element element, BlockList out, String align, int depth) {
        InlineMarkup.tellStyle(element, itemNotes);
        flow(element.childNodes(), out, align, depth + 1);
    }

    private void columns(Element element, BlockList out, String align, int depth) {
        ObjectNode block = out.add("columns");
        ArrayNode columns = block.putArray("columns");
        for (Element child : element.children()) {
            BlockList inner = new BlockList();
            if (child.normalName().equals("figure")) {
                element(child, inner, align, depth + 1);
            } else {
                flow(child.childNodes(), inner, align, depth + 1);
            }
            if (!inner.blocks().isEmpty()) {
                ObjectNode column = columns.addObject();
                Matcher width = WIDTH.matcher(InlineMarkup.declared(child, "flex-basis:"));
                if (width.lookingAt()) {
                    column.put("width", width.group());
                }
                column.set("body", inner.blocks());
            }
        }
        if (columns.isEmpty()) {
            out.blocks().remove(out.blocks().size() - 1);
            itemNotes.add("Left out empty columns");
        } else if (columns.size() > 12) {
            out.blocks().remove(out.blocks().size() - 1);
            columns.forEach(column -> column.path("body").forEach(inner -> out.add((ObjectNode) inner)));
            itemNotes.add("More than 12 columns became plain blocks");
        }
    }

    private void cover(Element element, BlockList out, int depth) {
        itemNotes.add("A cover became its picture and its text");
        Matcher background = BACKGROUND.matcher(InlineMarkup.declared(element, "background-image:"));
        if (background.lookingAt()) {
            media.read(new Element("img").attr("src", background.group(1)), out);
        }
        flow(element.childNodes(), out, "", depth + 1);
    }
}
