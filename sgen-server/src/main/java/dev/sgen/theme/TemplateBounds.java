package dev.sgen.theme;

import java.util.Map;

/**
 * What a template may hold, looked at in one pass before the parser sees it: the parser's own work grows faster than
 * its input and can't be interrupted (T7, finding A4).
 *
 * <p>Where a tag ends must be what the parser takes for its end. So quotation marks and brackets have to be closed
 * inside their tag, and there is no backslash in one.
 */
final class TemplateBounds {
    private static final int MAX_LENGTH = 128 * 1024;
    private static final int MAX_THEME_LENGTH = 512 * 1024;
    private static final int MAX_TAGS = 4_000;
    private static final int MAX_THEME_TAGS = 5_000;
    private static final int MAX_TAG = 200;
    private static final int MAX_SEGMENTS = 10;
    private static final int MAX_PARAMETERS = 20;
    private static final int MAX_PARENTHESES = 5;
    private static final int MAX_DEPTH = 40;

    private final String name;
    private final String source;
    private int tags;
    private int depth;

    private TemplateBounds(String name, String source) {
        this.name = name;
        this.source = source;
    }

    /**
     * Looks at one template.
     *
     * @throws ThemeFailure with the line, for one that goes beyond a bound
     */
    static void check(String name, String source) {
        if (source.length() > MAX_LENGTH) {
            throw new ThemeFailure("The template " + name + " is longer than 128 KiB.");
        }
        new TemplateBounds(name, source).scan();
    }

    /**
     * Looks at the size of a whole theme; each of its templates is looked at by {@link #check}.
     *
     * @throws ThemeFailure if all of it together is too much
     */
    static void checkAll(Map<String, String> templates) {
        long length = 0;
        long tags = 0;
        for (String source : templates.values()) {
            length += source.length();
            tags += countTags(source);
        }
        if (length > MAX_THEME_LENGTH) {
            throw new ThemeFailure("The theme's templates are longer than 512 KiB together.");
        }
        if (tags > MAX_THEME_TAGS) {
            throw new ThemeFailure("The theme's templates hold more than " + MAX_THEME_TAGS + " tags together.");
        }
    }

    private static int countTags(String source) {
        int tags = 0;
        for (int at = source.indexOf("{{"); at >= 0; at = source.indexOf("{{", at + 2)) {
            tags++;
        }
        return tags;
    }

    private void scan() {
        int at = source.indexOf("{{");
        while (at >= 0) {
            if (++tags > MAX_TAGS) {
                throw failure(at, "it holds more than " + MAX_TAGS + " tags");
            }
            at = source.indexOf("{{", tag(at));
        }
    }

    /** Looks at the tag that begins at a place and answers where it ends. */
    private int tag(int start) {
        int from = start + 2;
        if (source.startsWith("{{", from)) {
            throw failure(start, "raw blocks ({{{{) aren't known here");
        }
        if (source.startsWith("!", from)) {
            return end(start, source.startsWith("!--", from) ? "--}}" : "}}");
        }
        int end = end(start, "}}");
        if (end - 2 - from > MAX_TAG) {
            throw failure(start, "a tag is longer than " + MAX_TAG + " characters");
        }
        int backslash = source.indexOf('\\', from);
        if (backslash >= 0 && backslash < end) {
            throw failure(start, "there is a backslash in a tag");
        }
        while (from < end && (source.charAt(from) == '{' || source.charAt(from) == '&' || source.charAt(from) == '~')) {
            from++;
        }
        sort(start, from);
        inside(start, from, end - 2);
        return end;
    }

    private int end(int start, String mark) {
        int end = source.indexOf(mark, start + 2);
        if (end < 0) {
            throw failure(start, "a tag or a comment isn't closed");
        }
        return end + mark.length();
    }

    private void sort(int start, int from) {
        char first = source.charAt(from);
        if (first == '=') {
            throw failure(start, "it changes the delimiters; keep {{ and }}");
        }
        if (source.startsWith("#>", from)) {
            // What stands in one is repeated without being counted.
            throw failure(start, "it gives a block to a partial; put the text itself there");
        }
        if (first == '*' || source.startsWith("#*", from)) {
            throw failure(start, "decorators (*) aren't known here");
        }
        if (first == '#' || first == '^') {
            depth++;
        } else if (first == '/') {
            depth--;
        }
        if (depth > MAX_DEPTH) {
            throw failure(start, "it nests deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void inside(int start, int from, int end) {
        int words = 0;
        int segments = 1;
        int parentheses = 0;
        boolean inWord = false;
        for (int at = from; at < end; at++) {
            char c = source.charAt(at);
            if (Character.isWhitespace(c) || c == ')') {
                inWord = false;
                continue;
            }
            if (c == '(' && ++parentheses > MAX_PARENTHESES) {
                throw failure(start, "a tag has more than " + MAX_PARENTHESES + " expressions in parentheses");
            }
            if (!inWord) {
                words++;
                segments = 1;
            }
            inWord = c != '(';
            if (c == '"' || c == '\'' || c == '[') {
                at = closed(start, at, end);
            }
            segments += separates(c, at) ? 1 : 0;
            if (segments > MAX_SEGMENTS) {
                throw failure(start, "a name has more than " + MAX_SEGMENTS + " parts");
            }
        }
        if (words > 1 + MAX_PARAMETERS) {
            throw failure(start, "a tag has more than " + MAX_PARAMETERS + " parameters");
        }
    }

    /** Whether a character begins another part of a name; {@code ../} is one part. */
    private boolean separates(char c, int at) {
        char before = source.charAt(at - 1);
        return (c == '.' || c == '/' || c == '-' || c == '[') && before != '.';
    }

    /** Where a quotation or a bracket ends that begins at a place. */
    private int closed(int start, int at, int end) {
        char closing = source.charAt(at) == '[' ? ']' : source.charAt(at);
        int closed = source.indexOf(closing, at + 1);
        if (closed < 0 || closed >= end) {
            throw failure(start, "a quotation mark or a bracket isn't closed inside its tag");
        }
        return closed;
    }

    private ThemeFailure failure(int at, String why) {
        long line = 1 + source.substring(0, at).chars().filter(c -> c == '\n').count();
        return new ThemeFailure("The template " + name + " can't be used: line " + line + ": " + why + ".");
    }
}
