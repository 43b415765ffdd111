package dev.sgen.content;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates the size of a pattern after its repeats are expanded, from its text, before it is compiled (A6): {@code
 * ((a{1000}){1000}){1000}} has 22 characters and a thousand million instructions.
 *
 * <p>It parses RE2 syntax and rather overestimates than underestimates. Whether the text is a valid pattern is left to
 * the compiler.
 */
final class PatternSize {
    private static final long MUCH = Long.MAX_VALUE / 4096;

    private final String text;
    private final Deque<Group> open = new ArrayDeque<>();
    private Group group = new Group();
    private int at;

    private PatternSize(String text) {
        this.text = text;
    }

    /**
     * @param instructions about as many as the compiled pattern has
     * @param repeats the largest product of nested bounds, such as 6 for {@code (a{2}){3}}
     */
    record Size(long instructions, long repeats) {}

    /**
     * An open parenthesis: the size before the last piece, and the size of that piece, to which a repeat would apply.
     */
    private static final class Group {
        private long before = 1;
        private long last;
        private long lastRepeats = 1;
        private long repeats = 1;

        void piece(long size, long nested) {
            settle();
            last = size;
            lastRepeats = nested;
        }

        void settle() {
            before = Math.min(MUCH, before + last);
            repeats = Math.max(repeats, lastRepeats);
            last = 0;
            lastRepeats = 1;
        }

        void repeat(long times, long more) {
            last = Math.min(MUCH, Math.min(MUCH, Math.max(last, 1)) * Math.max(times, 1) + more);
            lastRepeats = Math.min(MUCH, lastRepeats * Math.max(times, 1));
            if (last < 0) {
                last = MUCH;
            }
        }
    }

    static Size of(String pattern) {
        return new PatternSize(pattern).read();
    }

    private Size read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> escape();
                case '[' -> charClass();
                case '(' -> begin();
                case ')' -> end();
                case '|' -> {
                    group.piece(1, 1);
                    at++;
                }
                case '*', '+', '?' -> {
                    group.repeat(1, 1);
                    at++;
                }
                case '{' -> counted();
                default -> {
                    group.piece(1, 1);
                    at++;
                }
            }
        }
        while (!open.isEmpty()) {
            end();
        }
        group.settle();
        return new Size(group.before, group.repeats);
    }

    private void escape() {
        if (text.startsWith("\\Q", at)) {
            int end = text.indexOf("\\E", at + 2);
            int stop = end < 0 ? text.length() : end;
            for (int i = at + 2; i < stop; i++) {
                group.piece(1, 1);
            }
            at = end < 0 ? stop : end + 2;
            return;
        }
        group.piece(1, 1);
        at = afterEscape(at);
    }

    /** The index after an escape. The braces of {@code \p{Greek}} and {@code \x{10FFFF}} are no repeat. */
    private int afterEscape(int from) {
        int next = from + 2;
        if (next < text.length() && text.charAt(next) == '{' && "pPx".indexOf(text.charAt(from + 1)) >= 0) {
            int end = text.indexOf('}', next);
            return end < 0 ? text.length() : end + 1;
        }
        return Math.min(next, text.length());
    }

    private void charClass() {
        group.piece(1, 1);
        at++;
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        boolean first = true;
        while (at < text.length() && (first || text.charAt(at) != ']')) {
            first = false;
            if (text.charAt(at) == '\\') {
                at = afterEscape(at);
            } else if (text.startsWith("[:", at) && text.indexOf(":]", at + 2) >= 0) {
                at = text.indexOf(":]", at + 2) + 2;
            } else {
                at++;
            }
        }
        at++;
    }

    private void begin() {
        at++;
        if (at < text.length() && text.charAt(at) == '?') {
            while (at < text.length() && ":>)".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (at < text.length() && text.charAt(at) == ')') {
                // Flags for the rest of the pattern, such as (?i): no group.
                at++;
                return;
            }
            at++;
        }
        open.push(group);
        group = new Group();
    }

    private void end() {
        at++;
        if (open.isEmpty()) {
            return;
        }
        group.settle();
        Group closed = group;
        group = open.pop();
        group.piece(Math.min(MUCH, closed.before + 2), closed.repeats);
    }

    /** Handles {@code {n}}, {@code {n,}} and {@code {n,m}}; anything else in braces is literal text. */
    private void counted() {
        int end = text.indexOf('}', at);
        String inside = end < 0 ? "" : text.substring(at + 1, end);
        if (!inside.matches("\\d{1,9}(,\\d{0,9})?")) {
            group.piece(1, 1);
            at++;
            return;
        }
        String[] bounds = inside.split(",", -1);
        long least = Long.parseLong(bounds[0]);
        boolean open = bounds.length == 2 && bounds[1].isEmpty();
        long most = bounds.length == 2 && !open ? Long.parseLong(bounds[1]) : least + (open ? 1 : 0);
        group.repeat(Math.max(least, most), bounds.length == 2 ? most : 0);
        at = end + 1;
    }
}
