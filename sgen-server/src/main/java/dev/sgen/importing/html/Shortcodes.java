package dev.sgen.importing.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Expands WordPress's built-in shortcodes (caption, embed, gallery, audio, video) into HTML elements. Doubled brackets
 * quote a shortcode; other shortcodes stay as they are. Each pass is linear in the length of the text, whatever it
 * contains (A7).
 */
final class Shortcodes {
    private static final int MAX_CAPTION = 20_000;
    private static final int MAX_ATTRIBUTES = 5_000;
    private static final List<String> CAPTIONS = List.of("caption", "wp_caption");
    private static final List<String> SINGLE = List.of("gallery", "audio", "video");
    private static final List<String> EMBED = List.of("embed");
    private static final List<String> SOURCES = List.of("src", "mp3", "m4a", "ogg", "wav", "mp4", "webm", "ogv");

    private Shortcodes() {}

    /** The HTML with the built-in shortcodes expanded. */
    static String expand(String html) {
        return html.indexOf('[') < 0
                ? html
                : pass(pass(pass(html, Shortcodes::caption), Shortcodes::embed), Shortcodes::single);
    }

    /** The HTML for a shortcode, and the index at which the shortcode ends. */
    private record Expanded(String html, int end) {}

    private interface Reader {
        @Nullable
        Expanded read(Scan scan, int at);
    }

    /**
     * A text that is searched from front to back. The next position of each search string is cached, so that repeated
     * searches stay linear.
     */
    private static final class Scan {
        final String text;
        private final Map<String, Integer> next = new LinkedHashMap<>();

        Scan(String text) {
            this.text = text;
        }

        /**
         * The first position of a string at or after an index, or -1. Calls for one string must pass increasing
         * indexes.
         */
        int find(String mark, int from) {
            Integer known = next.get(mark);
            if (known == null || known >= 0 && known < from) {
                known = text.indexOf(mark, from);
                next.put(mark, known);
            }
            return known;
        }

        /**
         * Parses the shortcode whose opening bracket is at an index; null if it has none of the names, or no closing
         * bracket nearby.
         */
        @Nullable
        Code code(List<String> names, int at) {
            for (String name : names) {
                int after = at + 1 + name.length();
                if (text.startsWith(name, at + 1) && (after >= text.length() || !isWord(text.charAt(after)))) {
                    int close = find("]", after);
                    return close < 0 || close - after > MAX_ATTRIBUTES
                            ? null
                            : new Code(name, text.substring(after, close), close + 1);
                }
            }
            return null;
        }
    }

    private record Code(String name, String attributes, int end) {}

    private static String pass(String text, Reader reader) {
        StringBuilder out = new StringBuilder(text.length());
        Scan scan = new Scan(text);
        int done = 0;
        for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', Math.max(at + 1, done))) {
            boolean doubled = at > 0 && text.charAt(at - 1) == '[';
            Expanded expanded = doubled ? null : reader.read(scan, at);
            if (expanded != null) {
                out.append(text, done, at).append(expanded.html());
                done = expanded.end();
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private static @Nullable Expanded caption(Scan scan, int at) {
        Code code = scan.code(CAPTIONS, at);
        if (code == null) {
            return null;
        }
        int plain = scan.find("[/caption]", code.end());
        int old = scan.find("[/wp_caption]", code.end());
        boolean isPlain = plain >= 0 && (old < 0 || plain < old);
        int end = isPlain ? plain : old;
        if (end < 0 || end - code.end() > MAX_CAPTION) {
            return null;
        }
        int after = end + (isPlain ? "[/caption]" : "[/wp_caption]").length();
        String body = scan.text.substring(code.end(), end);
        int picture = pictureEnd(body);
        if (picture < 0) {
            return new Expanded(scan.text.substring(at, after), after);
        }
        Map<String, String> attributes = attributes(code.attributes());
        String words = attributes.getOrDefault("caption", "") + body.substring(picture);
        return new Expanded(
                "\n\n<figure class=\"wp-block-image " + escape(attributes.getOrDefault("align", "")) + "\">"
                        + body.substring(0, picture).strip() + "<figcaption>" + words.strip()
                        + "</figcaption></figure>\n\n",
                after);
    }

    /**
     * The end of the image (with the link around it) at the beginning of a caption's content; -1 if it does not begin
     * with one.
     */
    private static int pictureEnd(String body) {
        int at = blanks(body, 0);
        int link = tagEnd(body, at, "<a");
        at = link < 0 ? at : blanks(body, link);
        int image = tagEnd(body, at, "<img");
        if (image < 0) {
            return -1;
        }
        int behind = blanks(body, image);
        return body.regionMatches(true, behind, "</a>", 0, 4) ? behind + 4 : image;
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int tagEnd(String text, int at, String tag) {
        int after = at + tag.length();
        boolean is = text.regionMatches(true, at, tag, 0, tag.length())
                && (after >= text.length() || !isWord(text.charAt(after)));
        int close = is ? text.indexOf('>', after) : -1;
        return close < 0 ? -1 : close + 1;
    }

    private static @Nullable Expanded embed(Scan scan, int at) {
        Code code = scan.code(EMBED, at);
        if (code == null) {
            return null;
        }
        String text = scan.text;
        int from = blanks(text, code.end());
        int end = from;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && text.charAt(end) != '['
                && text.charAt(end) != '<') {
            end++;
        }
        String address = text.substring(from, end);
        int close = blanks(text, end);
        boolean web = address.startsWith("http://") && address.length() > 7
                || address.startsWith("https://") && address.length() > 8;
        return web && text.startsWith("[/embed]", close)
                ? new Expanded("\n\n" + address + "\n\n", close + "[/embed]".length())
                : null;
    }

    private static @Nullable Expanded single(Scan scan, int at) {
        Code code = scan.code(SINGLE, at);
        if (code == null) {
            return null;
        }
        String closing = "[/" + code.name() + "]";
        int end = code.end();
        if (scan.text.startsWith(closing, end) && !scan.text.startsWith("]", end + closing.length())) {
            end += closing.length();
        }
        if (scan.text.startsWith("]", end)) {
            return null;
        }
        String given = code.attributes();
        Map<String, String> attributes =
                attributes(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
        if (code.name().equals("gallery")) {
            return new Expanded(
                    "\n\n<sgen-gallery ids=\""
                            + escape(attributes.getOrDefault("ids", attributes.getOrDefault("include", "")))
                            + "\" columns=\"" + escape(attributes.getOrDefault("columns", ""))
                            + "\"></sgen-gallery>\n\n",
                    end);
        }
        for (String source : SOURCES) {
            if (attributes.containsKey(source)) {
                String poster =
                        attributes.containsKey("poster") ? " poster=\"" + escape(attributes.get("poster")) + "\"" : "";
                return new Expanded(
                        "\n\n<" + code.name() + " src=\"" + escape(attributes.get(source)) + "\"" + poster + "></"
                                + code.name() + ">\n\n",
                        end);
            }
        }
        return null;
    }

    /** Parses attributes as WordPress writes them: {@code name="x"}, {@code name='x'} or {@code name=x}. */
    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '-')) {
                at++;
            }
            int equals = blanks(text, at);
            if (at == from || equals >= text.length() || text.charAt(equals) != '=') {
                at = Math.max(at, from + 1);
                continue;
            }
            String name = text.substring(from, at).toLowerCase(Locale.ROOT);
            int value = blanks(text, equals + 1);
            char quote = value < text.length() ? text.charAt(value) : ' ';
            boolean quoted = quote == '"' || quote == '\'';
            int end = quoted ? text.indexOf(quote, value + 1) : valueEnd(text, value);
            if (end > value || quoted && end >= 0) {
                attributes.putIfAbsent(name, text.substring(quoted ? value + 1 : value, end));
            }
            at = end < 0 ? value + 1 : quoted ? end + 1 : Math.max(end, value);
        }
        return attributes;
    }

    private static int valueEnd(String text, int from) {
        int at = from;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && text.charAt(at) != '"'
                && text.charAt(at) != '\'') {
            at++;
        }
        return at;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private static String escape(String text) {
        return Entities.escape(text).replace("\"", "&quot;");
    }
}
