package dev.sgen.importing.source;

import dev.sgen.content.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Normalises text from imported files so that it fits the fields of records. */
public final class ForeignText {
    static final int MAX_TITLE = 500;
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG = 100;
    private static final int MAX_MARKUP = 5_000;
    private static final int LONGEST_LOOKED_AT = 20_000;
    private static final Pattern UNFIT =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\uFFFE\uFFFF]|\\p{Cs}");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]{0,200}>");
    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});");

    private ForeignText() {}

    /**
     * A title as plain text on one line, within the length limit; notes each change.
     *
     * @param madeUp the title to use if nothing is left of the given one
     */
    public static String title(String given, String madeUp, ItemNotes itemNotes) {
        String title = cut(given, LONGEST_LOOKED_AT);
        if (TAG.matcher(title).find()) {
            title = PlainText.ofHtml(title);
            itemNotes.add("The markup in the title was left out");
        } else if (ENTITY.matcher(title).find()) {
            title = org.jsoup.parser.Parser.unescapeEntities(title, false);
        }
        title = plain(title);
        if (title.isEmpty()) {
            itemNotes.add("It had no title; this one was made");
            title = plain(madeUp);
        }
        if (title.codePointCount(0, title.length()) > MAX_TITLE) {
            itemNotes.add("The title was longer than " + MAX_TITLE + " characters and was cut");
            title = title.substring(0, title.offsetByCodePoints(0, MAX_TITLE)).strip();
        }
        return title;
    }

    /** The text on one line, without control characters. */
    public static String plain(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ")
                .replaceAll("\\p{Cc}|\\p{Cs}", "")
                .strip();
    }

    /** The text without characters that can't be stored: control characters and unpaired surrogates. */
    public static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean odd = c < ' ' || c >= 0x7F && c < 0xA0 || c >= 0xFFFE || Character.isSurrogate(c);
            if (odd) {
                return UNFIT.matcher(text).replaceAll("");
            }
        }
        return text;
    }

    /** The address without query and fragment. */
    public static String withoutQuery(String address) {
        for (int at = 0; at < address.length(); at++) {
            if (address.charAt(at) == '?' || address.charAt(at) == '#') {
                return address.substring(0, at);
            }
        }
        return address;
    }

    /** The path without trailing slashes. */
    public static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** Replaces each run of white space that contains a line end by one blank; keeps other white space. */
    public static String onOneLine(String text) {
        if (text.indexOf('\n') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            boolean line = false;
            while (end < text.length() && isBlank(text.charAt(end))) {
                line |= text.charAt(end++) == '\n';
            }
            end = Math.max(end, at + 1);
            out.append(line ? " " : text.substring(at, end));
            at = end;
        }
        return out.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** Replaces each HTML tag by a blank. */
    public static String withoutTags(String html) {
        StringBuilder out = new StringBuilder(html.length());
        int done = 0;
        int close = -1;
        for (int open = html.indexOf('<'); open >= 0; open = html.indexOf('<', Math.max(open + 1, done))) {
            if (close < open) {
                close = html.indexOf('>', open);
            }
            if (close < 0) {
                break;
            }
            if (close - open <= MAX_MARKUP) {
                out.append(html, done, open).append(' ');
                done = close + 1;
            }
        }
        return out.append(html, done, html.length()).toString();
    }

    /** The first {@code length} UTF-16 units of a text at most, without splitting a surrogate pair. */
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }

    /**
     * The first 50 distinct tags, which is the limit of a record.
     *
     * @param others receives the tags beyond the limit
     */
    public static List<String> tags(List<String> given, List<String> others) {
        List<String> tags = new ArrayList<>();
        for (String tag : given) {
            String plain = cut(plain(tag), MAX_TAG);
            if (plain.isEmpty() || tags.contains(plain)) {
                continue;
            }
            (tags.size() < MAX_TAGS ? tags : others).add(plain);
        }
        return tags;
    }
}
