package dev.sgen.forms;

import java.util.regex.Pattern;

/** Makes texts from outside fit to be kept: no control characters, no half of a character, no stray line ends. */
final class SubmittedText {
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern NOT_KEPT = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|\\p{Cs}");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+|\\p{Cs}");

    private SubmittedText() {}

    /** A text of several lines, ends trimmed. */
    static String lines(String text) {
        return NOT_KEPT.matcher(LINE_END.matcher(text).replaceAll("\n"))
                .replaceAll("")
                .strip();
    }

    /** A text of one line: what would break it becomes a space. */
    static String line(String text) {
        return BREAKS.matcher(text).replaceAll(" ").strip();
    }

    /** At most so many characters of one line, without half a character at the end. */
    static String cut(String text, int longest) {
        String line = line(text);
        if (line.length() <= longest) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
