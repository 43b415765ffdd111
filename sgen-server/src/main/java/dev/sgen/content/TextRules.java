package dev.sgen.content;

/** Characters that no text may contain, because they can't be stored or mislead readers. */
final class TextRules {
    private TextRules() {}

    /**
     * The index of the first control character (except tab and line ends), noncharacter or lone surrogate; -1 if there
     * is none.
     */
    static int forbidden(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t' && c != '\n' && c != '\r')
                    || (c >= 0x7F && c < 0xA0)
                    || c == 0xFFFE
                    || c == 0xFFFF) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            } else if (Character.isLowSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }

    static String complaint(String text, int at) {
        return "This holds a character that can't be kept (U+%04X); remove it".formatted((int) text.charAt(at));
    }

    /** Collapses each run of white space to one space and strips the ends. */
    static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
