package dev.sgen.forms;

import java.util.regex.Pattern;

/** Cleans submitted texts: removes control characters and unpaired surrogates, and normalizes line ends. */
final class SubmittedText {
    private static final Pattern LINE_END = Pattern.compile("\\r\\n?");
    private static final Pattern NOT_KEPT = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|\\p{Cs}");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+|\\p{Cs}");

    private SubmittedText() {}

    /** A text of several lines, stripped. */
    static String lines(String text) {
        return NOT_KEPT.matcher(LINE_END.matcher(text).replaceAll("\n"))
                .replaceAll("")
                .strip();
    }

    /** A text of one line; line breaks and control characters become spaces. */
    static String line(String text) {
        return BREAKS.matcher(text).replaceAll(" ").strip();
    }

    /** A text of one line with at most {@code longest} characters, not cut inside a surrogate pair. */
    static String cut(String text, int longest) {
        String line = line(text);
        if (line.length() <= longest) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
