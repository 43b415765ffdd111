package dev.sgen.publishing.engine;

/** Prepares user input for PostgreSQL's {@code websearch_to_tsquery}. */
public final class SearchQuery {
    private SearchQuery() {}

    /** Drops runs of several minus signs: they have no meaning, and about thirty in a row make PostgreSQL fail. */
    public static String of(String typed) {
        StringBuilder out = new StringBuilder(typed.length());
        int at = 0;
        while (at < typed.length()) {
            int end = at;
            int signs = 0;
            while (end < typed.length() && isGap(typed.charAt(end))) {
                signs += typed.charAt(end++) == '-' ? 1 : 0;
            }
            if (signs > 1) {
                out.append(' ');
            } else {
                out.append(typed, at, end);
            }
            at = end;
            while (at < typed.length() && !isGap(typed.charAt(at))) {
                out.append(typed.charAt(at++));
            }
        }
        return out.toString();
    }

    private static boolean isGap(char c) {
        return c == '-' || Character.isWhitespace(c);
    }
}
