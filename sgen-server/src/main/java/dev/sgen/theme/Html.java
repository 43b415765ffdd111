package dev.sgen.theme;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The few things needed to put text into HTML by hand. */
final class Html {
    private static final Pattern UNSAFE_SCHEME =
            Pattern.compile("(?:javascript|vbscript|data):", Pattern.CASE_INSENSITIVE);
    /** What browsers take out of an address before they read its scheme, and more: none of it belongs in one. */
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

    static final Predicate<String> UNSAFE =
            url -> UNSAFE_SCHEME.matcher(IGNORED.matcher(url).replaceAll("")).lookingAt();

    private Html() {}

    /** Text for an element or a quoted attribute. */
    static String escape(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            String replacement = switch (text.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> null;
            };
            if (replacement != null && out == null) {
                out = new StringBuilder(text.length() + 32).append(text, 0, i);
            }
            if (out != null) {
                if (replacement == null) {
                    out.append(text.charAt(i));
                } else {
                    out.append(replacement);
                }
            }
        }
        return out == null ? text : out.toString();
    }

    /** An attribute with a leading space, or nothing where the value is empty. */
    static String attribute(String name, String value) {
        return value.isEmpty() ? "" : " " + name + "=\"" + escape(value) + "\"";
    }

    /** An address fit for href or src, escaped; one that would run code becomes {@code #}. */
    static String address(String url) {
        return UNSAFE.test(url) ? "#" : escape(url.strip());
    }

    /** A link as it is, or the empty text where following it would run code. */
    static String link(String url) {
        return UNSAFE.test(url) ? "" : url.strip();
    }

    /** Inline HTML as plain text, for descriptions and accessible names. */
    static String plain(String inline) {
        return withoutTags(inline)
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Each tag as a blank, in one pass: a text of nothing but opening brackets takes no longer than any other. */
    private static String withoutTags(String html) {
        StringBuilder out = null;
        int done = 0;
        for (int open = html.indexOf('<'); open >= 0; open = html.indexOf('<', done)) {
            int close = html.indexOf('>', open);
            if (close < 0) {
                break;
            }
            out = out == null ? new StringBuilder(html.length()) : out;
            out.append(html, done, open).append(' ');
            done = close + 1;
        }
        return out == null ? html : out.append(html, done, html.length()).toString();
    }

    /** At most so many characters, cut at a word, with an ellipsis where something is missing. */
    static String shorten(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int cut = text.lastIndexOf(' ', length - 1);
        return text.substring(0, cut > length / 2 ? cut : length - 1).strip() + "…";
    }
}
