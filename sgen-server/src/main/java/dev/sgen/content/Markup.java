package dev.sgen.content;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Sanitises HTML with an allow-list. It is applied at every save, so that nothing stored can run or load code (T4, T6).
 * Idempotent.
 */
public final class Markup {
    private static final String[] INLINE = {
        "a", "strong", "em", "code", "s", "u", "sub", "sup", "mark", "br", "span", "kbd", "abbr", "cite", "q", "small",
        "time", "ins", "var", "samp", "dfn", "bdi", "bdo", "ruby", "rt", "rp", "wbr"
    };
    private static final String[] BLOCKS = {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "hr",
        "img",
        "details",
        "summary",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "address"
    };
    private static final Pattern DIRECTION = Pattern.compile("ltr|rtl|auto");
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z0-9-]{1,35}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}%?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,6}");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9:.+ -]{1,60}");
    private static final Pattern QUOTE_OR_TAG = Pattern.compile("<[^>]*>|&#34;");
    // The sanitizer renames these elements to equivalent ones; they don't count as removed.
    private static final Set<String> RENAMED = Set.of("b", "i", "del", "strike", "tt");
    private static final int MAX_ROUNDS = 5;

    private static final PolicyFactory INLINE_POLICY = inlinePolicy().toFactory();
    private static final PolicyFactory HTML_POLICY = htmlPolicy().toFactory();

    private Markup() {}

    /**
     * Sanitised markup and what was removed from it.
     *
     * @param removed names of the removed elements ({@code script}) and attributes ({@code a onclick}), sorted
     */
    public record Cleaned(String html, Set<String> removed) {}

    /** Sanitises text with inline elements only: links, emphasis, code and similar. */
    public static String inline(String html) {
        return clean(INLINE_POLICY, html, null);
    }

    /** Sanitises free HTML: inline and structural elements, images and tables; no scripts, frames or styles. */
    public static String html(String html) {
        return clean(HTML_POLICY, html, null);
    }

    /** As {@link #inline}, and reports what was removed. */
    public static Cleaned inlineReporting(String html) {
        Set<String> removed = new TreeSet<>();
        return new Cleaned(clean(INLINE_POLICY, html, removed), removed);
    }

    /** As {@link #html}, and reports what was removed. */
    public static Cleaned htmlReporting(String html) {
        Set<String> removed = new TreeSet<>();
        return new Cleaned(clean(HTML_POLICY, html, removed), removed);
    }

    /** Whether an address may be used in a link: http, https, mailto, tel, or without scheme. */
    public static boolean isLink(String address) {
        return SchemaFormats.isLink(address);
    }

    private static String clean(PolicyFactory policy, String html, @Nullable Set<String> removed) {
        if (html.indexOf('<') < 0 && html.indexOf('&') < 0 && html.indexOf('>') < 0) {
            return html;
        }
        String before = html;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String after = plainer(policy.sanitize(before, round == 0 && removed != null ? LISTENER : null, removed));
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        // A text that still changes after several rounds is an attack on the sanitizer: escape it all.
        return before.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Undoes escapes of the sanitizer that text and double-quoted attributes don't need. */
    private static String plainer(String html) {
        return html.replace("<!-- -->", "")
                .replace("&#61;", "=")
                .replace("&#64;", "@")
                .replace("&#43;", "+")
                .replace("&#39;", "'")
                .replace("&#96;", "`")
                .transform(Markup::plainQuotes);
    }

    /** Unescapes quotation marks between tags, where no escape is needed. */
    private static String plainQuotes(String html) {
        return html.contains("&#34;")
                ? QUOTE_OR_TAG
                        .matcher(html)
                        .replaceAll(m -> m.group().equals("&#34;") ? "\"" : Matcher.quoteReplacement(m.group()))
                : html;
    }

    private static HtmlPolicyBuilder inlinePolicy() {
        return new HtmlPolicyBuilder()
                .allowElements(INLINE)
                .allowElements((name, attributes) -> "strong", "b")
                .allowElements((name, attributes) -> "em", "i")
                .allowElements((name, attributes) -> "s", "del", "strike")
                .allowElements((name, attributes) -> "code", "tt")
                .allowWithoutAttributes("span", "a")
                .allowUrlProtocols("http", "https", "mailto", "tel")
                .allowAttributes("href")
                .matching((element, attribute, value) -> SchemaFormats.isLink(value) ? value : null)
                .onElements("a")
                .allowAttributes("rel")
                .matching(WORD)
                .onElements("a")
                .allowAttributes("lang")
                .matching(LANGUAGE)
                .globally()
                .allowAttributes("dir")
                .matching(DIRECTION)
                .globally()
                .allowAttributes("title")
                .globally()
                .allowAttributes("datetime")
                .matching(WORD)
                .onElements("time", "ins");
    }

    private static HtmlPolicyBuilder htmlPolicy() {
        return inlinePolicy()
                .allowElements(BLOCKS)
                .allowAttributes("src")
                .matching((element, attribute, value) -> isImageAddress(value) ? value : null)
                .onElements("img")
                .allowAttributes("alt")
                .onElements("img")
                .allowAttributes("width", "height")
                .matching(NUMBER)
                .onElements("img", "col", "td", "th", "table")
                .allowAttributes("colspan", "rowspan")
                .matching(NUMBER)
                .onElements("td", "th")
                .allowAttributes("scope")
                .matching(false, "row", "col", "rowgroup", "colgroup")
                .onElements("th")
                .allowAttributes("start", "value")
                .matching(INTEGER)
                .onElements("ol", "li")
                .allowAttributes("open")
                .onElements("details")
                .allowStyling(CssSchema.withProperties(Set.of("text-align")));
    }

    private static boolean isImageAddress(String address) {
        String text = address.strip().toLowerCase(java.util.Locale.ROOT);
        return SchemaFormats.isLink(address) && !text.startsWith("mailto:") && !text.startsWith("tel:");
    }

    private static final HtmlChangeListener<Set<String>> LISTENER = new HtmlChangeListener<>() {
        @Override
        public void discardedTag(@Nullable Set<String> removed, String element) {
            if (removed != null && !RENAMED.contains(element)) {
                removed.add(element);
            }
        }

        @Override
        public void discardedAttributes(@Nullable Set<String> removed, String element, String... attributes) {
            for (String attribute : attributes) {
                if (removed != null) {
                    removed.add(element + " " + attribute);
                }
            }
        }
    };
}
