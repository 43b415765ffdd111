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

/** Runs of text with inline markup: cleaned, and every loss noted. */
public final class InlineMarkup {
    /** Elements that are text, not structure. */
    static final Set<String> TAGS = Set.of(
            "a", "strong", "em", "b", "i", "code", "s", "u", "sub", "sup", "mark", "br", "span", "kbd", "abbr", "cite",
            "q", "small", "time", "ins", "del", "strike", "var", "samp", "dfn", "bdi", "bdo", "ruby", "rt", "rp", "wbr",
            "font", "big", "tt", "acronym", "label", "nobr", "blink", "data");

    // Names and marks that only WordPress's own styles understood; losing them changes no word.
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

    /** The inline markup of nodes that stand in a row. */
    static String of(List<? extends Node> nodes, ItemNotes itemNotes) {
        StringBuilder html = new StringBuilder();
        nodes.forEach(node -> html.append(node.outerHtml()));
        return clean(html.toString(), itemNotes);
    }

    /** Everything inside an element. */
    static String inside(Element element, ItemNotes itemNotes) {
        return clean(element.html(), itemNotes);
    }

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

    /** Notes what the cleaner took away, apart from hooks for styles. */
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

    /** Without white space, line breaks and empty elements at both ends. */
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

    /** Where something empty ends that begins at a place; the place itself if nothing does. */
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

    /** Where a line break ends that begins at a place; the place itself if none does. */
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

    /** Where something empty begins that ends at a place; the place itself if nothing does. */
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

    /** Where a line break begins that ends at a place; the place itself if none does. */
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

    /** Line ends as line breaks, with the blanks around them; one that a break stands before already is none more. */
    static String withLineBreaks(String html) {
        StringBuilder out = new StringBuilder(html.length());
        // What is already written as a break isn't taken back.
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

    /** What follows a property, named with its colon, where an element's own style names it last; else empty. */
    static String declared(Element element, String property) {
        String style = element.attr("style");
        int at = style.lastIndexOf(property);
        return at < 0 ? "" : style.substring(at + property.length()).stripLeading();
    }

    /** How an element is aligned by style, attribute or class; empty if it doesn't say. */
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

    /** Notes the styles of an element that have no place in blocks. */
    static void tellStyle(Element element, ItemNotes itemNotes) {
        String style = element.attr("style")
                .replaceAll("(?i)text-align\\s*:[^;]*;?", "")
                .strip();
        if (!style.isEmpty()) {
            itemNotes.add("Left out the style of <" + element.normalName() + ">");
        }
    }
}
