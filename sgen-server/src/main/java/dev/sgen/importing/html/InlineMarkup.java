package dev.sgen.importing.html;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.ItemNotes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Sanitises text with inline markup, and notes every loss. */
public final class InlineMarkup {
    /** Inline elements. All others become blocks. */
    static final Set<String> TAGS = Set.of(
            "a", "strong", "em", "b", "i", "code", "s", "u", "sub", "sup", "mark", "br", "span", "kbd", "abbr", "cite",
            "q", "small", "time", "ins", "del", "strike", "var", "samp", "dfn", "bdi", "bdo", "ruby", "rt", "rp", "wbr",
            "font", "big", "tt", "acronym", "label", "nobr", "blink", "data");

    // Attributes that carry styling or accessibility hints, not text; their loss is not reported.
    private static final Set<String> SILENT = Set.of(
            "class",
            "id",
            "target",
            "align",
            "name",
            "border",
            "data-id",
            "data-rel",
            "aria-label",
            "aria-hidden",
            "itemprop",
            "role",
            "hspace",
            "vspace");
    private static final Map<String, String> RENAMED = Map.of("big", "strong", "acronym", "abbr");
    private static final String HARD_BLANK = "&nbsp;";
    private static final Pattern SHORTCODE =
            Pattern.compile("\\[(/?[a-z][a-z0-9_-]{2,40})((?:\\s[^\\]\\[]{0,500})?)/?\\]");

    private InlineMarkup() {}

    static boolean is(Node node) {
        return !(node instanceof Element element) || TAGS.contains(element.normalName());
    }

    /** The sanitised inline markup of adjacent nodes. */
    static String of(List<? extends Node> nodes, ItemNotes itemNotes) {
        StringBuilder html = new StringBuilder();
        nodes.forEach(node -> html.append(node.outerHtml()));
        return clean(html.toString(), itemNotes);
    }

    /** The sanitised inline markup inside an element. */
    static String inside(Element element, ItemNotes itemNotes) {
        return clean(element.html(), itemNotes);
    }

    /**
     * The sanitised markup, without white space at its ends; notes what was removed and which shortcodes remain as
     * text.
     */
    public static String clean(String html, ItemNotes itemNotes) {
        String renamed = html;
        for (Map.Entry<String, String> rename : RENAMED.entrySet()) {
            renamed = renamed.replaceAll("<(/?)" + rename.getKey() + "(?=[\\s>])", "<$1" + rename.getValue());
        }
        Markup.Cleaned cleaned = Markup.inlineReporting(renamed);
        tell(cleaned.removed(), itemNotes);
        String text = trim(cleaned.html());
        shortcodes(text, itemNotes);
        return text;
    }

    /**
     * Adds a note for each element and attribute that the sanitiser removed, except attributes that only carry
     * styling.
     *
     * @param removed as {@link Markup} reports it: {@code element} or {@code element attribute}
     */
    public static void tell(Set<String> removed, ItemNotes itemNotes) {
        for (String what : removed) {
            String attribute = what.contains(" ") ? what.substring(what.indexOf(' ') + 1) : "";
            if (attribute.startsWith("data-") || SILENT.contains(attribute)) {
                continue;
            }
            itemNotes.add(
                    attribute.isEmpty()
                            ? "Left out the markup <" + what + ">, kept its text"
                            : "Left out the attribute " + attribute + " of <" + what.substring(0, what.indexOf(' '))
                                    + ">");
        }
    }

    private static void shortcodes(String text, ItemNotes itemNotes) {
        Matcher matcher = SHORTCODE.matcher(text);
        while (matcher.find()) {
            itemNotes.add("The shortcode [" + matcher.group(1) + "] is kept as text");
        }
    }

    /** Removes white space and line breaks from both ends. */
    static String trim(String html) {
        int from = 0;
        int next = emptyAt(html, from);
        while (next > from) {
            from = next;
            next = emptyAt(html, from);
        }
        int end = html.length();
        int before = emptyBefore(html, from, end);
        while (before < end) {
            end = before;
            before = emptyBefore(html, from, end);
        }
        return html.substring(from, end);
    }

    /** The end of the blank, {@code &nbsp;} or line break at an index; the index itself if there is none. */
    private static int emptyAt(String html, int at) {
        if (at >= html.length()) {
            return at;
        }
        if (isBlank(html.charAt(at))) {
            return at + 1;
        }
        if (html.startsWith(HARD_BLANK, at)) {
            return at + HARD_BLANK.length();
        }
        return lineBreak(html, at);
    }

    /** The end of the {@code <br>} at an index; the index itself if there is none. */
    private static int lineBreak(String html, int at) {
        if (!html.regionMatches(true, at, "<br", 0, 3)) {
            return at;
        }
        int end = at + 3;
        while (end < html.length() && Character.isWhitespace(html.charAt(end))) {
            end++;
        }
        end += html.startsWith("/", end) ? 1 : 0;
        return html.startsWith(">", end) ? end + 1 : at;
    }

    /**
     * The start of the blank, {@code &nbsp;} or line break that ends at an index; the index itself if there is none.
     */
    private static int emptyBefore(String html, int from, int end) {
        if (end <= from) {
            return end;
        }
        if (isBlank(html.charAt(end - 1))) {
            return end - 1;
        }
        int hard = end - HARD_BLANK.length();
        return hard >= from && html.startsWith(HARD_BLANK, hard) ? hard : lineBreakBefore(html, from, end);
    }

    /** The start of the {@code <br>} that ends at an index; the index itself if there is none. */
    private static int lineBreakBefore(String html, int from, int end) {
        if (html.charAt(end - 1) != '>') {
            return end;
        }
        int at = end - 1;
        at -= at > from && html.charAt(at - 1) == '/' ? 1 : 0;
        while (at > from && Character.isWhitespace(html.charAt(at - 1))) {
            at--;
        }
        return at - 3 >= from && html.regionMatches(true, at - 3, "<br", 0, 3) ? at - 3 : end;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00a0';
    }

    /**
     * Replaces line ends, and the blanks around them, by {@code <br>}. A {@code <br>} in the text directly before a
     * line end is not doubled.
     */
    static String withLineBreaks(String html) {
        StringBuilder out = new StringBuilder(html.length());
        // Text before this index is final: breaks that were added for line ends are not removed again.
        int settled = 0;
        for (int at = 0; at < html.length(); at++) {
            if (html.charAt(at) != '\n') {
                out.append(html.charAt(at));
                continue;
            }
            int end = out.length();
            while (end > settled && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\t')) {
                end--;
            }
            out.setLength(
                    end > settled ? lineBreakBefore(out.substring(settled, end), 0, end - settled) + settled : end);
            out.append("<br>");
            settled = out.length();
            while (at + 1 < html.length() && (html.charAt(at + 1) == ' ' || html.charAt(at + 1) == '\t')) {
                at++;
            }
        }
        return out.toString();
    }

    /**
     * The rest of an element's style attribute after the last occurrence of a property; empty if it has none.
     *
     * @param property the property's name with its colon
     */
    static String declared(Element element, String property) {
        String style = element.attr("style");
        int at = style.lastIndexOf(property);
        return at < 0 ? "" : style.substring(at + property.length()).stripLeading();
    }

    /** The alignment of an element by style, attribute or class; empty if it has none. */
    static String alignment(Element element) {
        String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        String classes = " " + element.className().toLowerCase(Locale.ROOT) + " ";
        String attribute = element.attr("align").toLowerCase(Locale.ROOT);
        for (String way : List.of("center", "right", "left", "justify")) {
            if (style.contains("text-align:" + way)
                    || attribute.equals(way)
                    || classes.contains(" has-text-align-" + way + " ")
                    || (way.equals("center") && element.normalName().equals("center"))) {
                return way;
            }
        }
        return "";
    }

    /** Adds a note if an element has styles that blocks cannot express. */
    static void tellStyle(Element element, ItemNotes itemNotes) {
        String style = element.attr("style")
                .replaceAll("(?i)text-align\\s*:[^;]*;?", "")
                .strip();
        if (!style.isEmpty()) {
            itemNotes.add("Left out the style of <" + element.normalName() + ">");
        }
    }
}
