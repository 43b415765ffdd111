package dev.sgen.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Normalises and validates public paths within a site: one spelling for each, in Unicode, safe in a URL, a header and a
 * page. All methods are pure.
 */
public final class Paths {
    /** Maximum length of a path, in code points. */
    public static final int MAX_LENGTH = 500;

    private static final int MAX_SLUG = 80;
    private static final Pattern RESERVED = Pattern.compile(
            "/(media|_forms|_sgen|search|\\.well-known)(/.*)?|/feed([./].*)?|/(sitemap\\.xml|robots\\.txt)",
            Pattern.CASE_INSENSITIVE);
    private static final String REFUSED = "\\?#%<>\"'`{}|^;[]";

    private Paths() {}

    /** A text can't be a path; the message says why. */
    public static final class BadPath extends Exception {
        private static final long serialVersionUID = 1L;

        BadPath(String why) {
            super(why, null, false, false);
        }

        /** The reason, as a sentence without full stop. */
        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * The normal form of a path: leading slash, no trailing slash, percent escapes decoded, NFC, white space as
     * hyphens.
     *
     * @throws BadPath if it contains forbidden characters, is too long, or is reserved for the platform
     */
    public static String normalise(String given) throws BadPath {
        if (given.length() > 20_000) {
            throw new BadPath("A path may have at most " + MAX_LENGTH + " characters");
        }
        String path = decode(given.strip());
        if (TextRules.forbidden(path.replaceAll("[\\t\\r\\n]", "\0")) >= 0) {
            throw new BadPath("A path can't hold control characters");
        }
        path = Normalizer.normalize(path, Normalizer.Form.NFC).strip().replaceAll("[\\p{Z}\\s]+", "-");
        if (!path.startsWith("/")) {
            path = "/" + path;
        }
        if (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        checkCharacters(path);
        checkSegments(path);
        return path;
    }

    private static void checkCharacters(String path) throws BadPath {
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            if (REFUSED.indexOf(c) >= 0) {
                throw new BadPath("A path can't hold the character " + Character.toString(c));
            }
            boolean joiner = c == 0x200C || c == 0x200D || (c >= 0xE0020 && c <= 0xE007F);
            if (Character.getType(c) == Character.FORMAT && !joiner) {
                throw new BadPath("A path can't hold invisible formatting characters");
            }
            i += Character.charCount(c);
        }
        if (path.codePointCount(0, path.length()) > MAX_LENGTH) {
            throw new BadPath("A path may have at most " + MAX_LENGTH + " characters");
        }
    }

    private static void checkSegments(String path) throws BadPath {
        if (path.contains("//")) {
            throw new BadPath("A path can't hold two slashes in a row");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new BadPath("A path can't hold . or .. as a step");
            }
        }
        if (RESERVED.matcher(path).matches()) {
            throw new BadPath("Addresses like " + path + " are used by the site itself; choose another");
        }
    }

    /** Decodes percent escapes. */
    private static String decode(String text) throws BadPath {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.put(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            int value = high < 0 || low < 0 ? -1 : high * 16 + low;
            if (value < 0 || value == '/' || value == '\\' || value == '%' || value < ' ') {
                throw new BadPath("A path can't hold this percent escape");
            }
            out.put((byte) value);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException notText) {
            throw new BadPath("A path can't hold percent escapes that are no UTF-8 text");
        }
    }

    /**
     * A path segment made from a title: letters and digits of any script and emoji, lower case, separated by hyphens,
     * at most 80 characters. Empty if nothing of the title remains.
     */
    public static String slug(String title) {
        String text = Normalizer.normalize(title, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        text = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder slug = new StringBuilder();
        int kept = 0;
        boolean gap = false;
        for (int i = 0; i < text.length() && kept < MAX_SLUG; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\'' || c == '\u2019') {
                continue;
            }
            if (!stays(c, !slug.isEmpty() && !gap)) {
                gap = true;
                continue;
            }
            if (gap && !slug.isEmpty()) {
                slug.append('-');
                kept++;
            }
            gap = false;
            slug.appendCodePoint(c);
            kept++;
        }
        int end = slug.length();
        while (end > 0
                && (slug.charAt(end - 1) == '-' || Character.getType(slug.charAt(end - 1)) == Character.FORMAT)) {
            end--;
        }
        return slug.substring(0, end);
    }

    private static boolean stays(int c, boolean afterKept) {
        if (c == 0x200C || c == 0x200D) {
            return afterKept;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> afterKept;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> Character.isLetter(c) || (c > 0x2000 && Character.isEmoji(c)) || Character.isEmojiModifier(c);
        };
    }
}
