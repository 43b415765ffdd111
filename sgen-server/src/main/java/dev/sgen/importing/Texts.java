package dev.sgen.importing;

import dev.sgen.content.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Words of foreign files made fit for fields of ours, and what that took noted. */
final class Texts {
    static final int MAX_TITLE = 500;
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG = 100;
    private static final Pattern UNFIT =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\uFFFE\uFFFF]|\\p{Cs}");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]{0,200}>");
    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});");

    private Texts() {}

    /** A title as plain text; a made one if nothing is left of it. */
    static String title(String given, String madeUp, Notes notes) {
        String title = given;
        if (TAG.matcher(title).find()) {
            title = PlainText.ofHtml(title);
            notes.add("The markup in the title was left out");
        } else if (ENTITY.matcher(title).find()) {
            title = org.jsoup.parser.Parser.unescapeEntities(title, false);
        }
        title = plain(title);
        if (title.isEmpty()) {
            notes.add("It had no title; this one was made");
            title = plain(madeUp);
        }
        if (title.codePointCount(0, title.length()) > MAX_TITLE) {
            notes.add("The title was longer than " + MAX_TITLE + " characters and was cut");
            title = title.substring(0, title.offsetByCodePoints(0, MAX_TITLE)).strip();
        }
        return title;
    }

    /** One line without control characters. */
    static String plain(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ")
                .replaceAll("\\p{Cc}|\\p{Cs}", "")
                .strip();
    }

    /** Without the characters that no text here may hold: control characters, halves of pairs. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean odd = c < ' ' || c >= 0x7F && c < 0xA0 || c >= 0xFFFE || Character.isSurrogate(c);
            if (odd) {
                return UNFIT.matcher(text).replaceAll("");
            }
        }
        return text;
    }

    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }

    /** As many tags as a record may have; the others are answered, so that they can be kept elsewhere. */
    static List<String> tags(List<String> given, List<String> others) {
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
