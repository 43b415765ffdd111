package dev.sgen.content;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Extracts the words of a record's content, without markup, for search and excerpts. */
public final class PlainText {
    /** Maximum length of the extracted text, in UTF-16 units. */
    public static final int MAX_LENGTH = 200_000;

    // Names, addresses and settings aren't prose; comments, notes and downloads aren't the page's own text.
    private static final Set<String> SILENT = Set.of(
            "id",
            "type",
            "code",
            "media",
            "src",
            "link",
            "url",
            "blob",
            "mediaType",
            "css",
            "templates",
            "comments",
            "notes",
            "customFields",
            "seo",
            "downloads",
            "featuredImage",
            "images",
            "layout",
            "align",
            "style",
            "anchor",
            "language",
            "logo",
            "timeZone",
            "currency",
            "date",
            "start",
            "end",
            "saleFrom",
            "saleUntil",
            "kind",
            "parent",
            "location",
            "externalUrl",
            "ticketUrl",
            "grouped",
            "source",
            "poster",
            "form",
            "notify",
            "image",
            "provider",
            "format",
            "status",
            "accent");

    private PlainText() {}

    /** All words of the content, the body first, separated by single spaces, at most {@link #MAX_LENGTH}. */
    public static String of(ObjectNode content) {
        StringBuilder out = new StringBuilder();
        collect(content.path("body"), out);
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            if (!field.getKey().equals("body") && !SILENT.contains(field.getKey())) {
                collect(field.getValue(), out);
            }
        }
        return bounded(out);
    }

    /**
     * The beginning of the body's text, at most {@code length} characters, cut between words. Ends at a {@code more}
     * block.
     */
    public static String excerpt(ObjectNode content, int length) {
        StringBuilder out = new StringBuilder();
        for (JsonNode block : content.path("body")) {
            if (block.path("type").asString("").equals("more") || out.length() > length) {
                break;
            }
            collect(block, out);
        }
        String text = bounded(out);
        if (text.length() <= length) {
            return text;
        }
        BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(text);
        int end = words.isBoundary(length) ? length : words.preceding(length);
        return text.substring(0, end == BreakIterator.DONE || end == 0 ? length : end)
                        .strip() + "…";
    }

    /** The text of inline or free HTML. */
    public static String ofHtml(String html) {
        return html.indexOf('<') < 0 && html.indexOf('&') < 0
                ? html.strip()
                : Jsoup.parseBodyFragment(html).text();
    }

    private static void collect(JsonNode value, StringBuilder out) {
        if (out.length() > MAX_LENGTH) {
            return;
        }
        if (value.isString()) {
            String text = ofHtml(value.asString());
            if (!text.isEmpty()) {
                out.append(out.isEmpty() ? "" : " ").append(text);
            }
        } else if (value.isObject()) {
            boolean block = value.has("type");
            // Source code is taken as it is, even if it looks like markup.
            String code = value.path("code").asString("");
            out.append(code.isEmpty() || out.isEmpty() ? "" : " ").append(code);
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                boolean nested = block
                        && (field.getKey().equals("images") || field.getKey().equals("items"));
                if (nested || !SILENT.contains(field.getKey())) {
                    collect(field.getValue(), out);
                }
            }
        } else if (value.isArray()) {
            value.forEach(item -> collect(item, out));
        }
    }

    private static String bounded(StringBuilder out) {
        if (out.length() <= MAX_LENGTH) {
            return out.toString();
        }
        int end = Character.isHighSurrogate(out.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return out.substring(0, end);
    }
}
