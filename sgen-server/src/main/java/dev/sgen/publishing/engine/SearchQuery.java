package dev.sgen.publishing.engine;

/** What somebody typed to search for, as PostgreSQL's {@code websearch_to_tsquery} takes it. */
public final class SearchQuery {
    private SearchQuery() {}

    /** Minus upon minus says nothing, and some thirty of them are more than PostgreSQL can read. */
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
