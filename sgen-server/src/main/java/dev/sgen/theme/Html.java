package dev.sgen.theme;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The few things needed to put text into HTML by hand. */
final class Html {
    private static final Pattern UNSAFE_ADDRESS =
            Pattern.compile("^(?:javascript|vbscript|data):", Pattern.CASE_INSENSITIVE);
    /** Browsers leave out line ends and tabs wherever they stand, and other controls and blanks in front (A23). */
    private static final Pattern LEFT_OUT = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}]+");

    static final Predicate<String> UNSAFE =
            url -> UNSAFE_ADDRESS.matcher(LEFT_OUT.matcher(url).replaceAll("")).find();

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

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
        return TAG.matcher(inline)
                .replaceAll(" ")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
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
