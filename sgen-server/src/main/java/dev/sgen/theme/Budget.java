package dev.sgen.theme;

import java.io.Writer;
import java.time.Duration;

/**
 * What one rendering may use up. Templates are written by people we don't know: each output, each round of a
 * loop and each partial is counted, so that no template runs forever or fills the memory (T7).
 */
final class Budget extends Writer {
    static final ScopedValue<Budget> CURRENT = ScopedValue.newInstance();

    private static final int MAX_CHARS = 4_000_000;
    private static final int MAX_STEPS = 200_000;
    private static final long MAX_NANOS = Duration.ofSeconds(3).toNanos();

    private final StringBuilder out = new StringBuilder(16_384);
    private final long started = System.nanoTime();
    private int steps;

    /** One round of a loop, one partial. */
    static void step() {
        if (CURRENT.isBound()) {
            CURRENT.get().count();
        }
    }

    private void count() {
        if (++steps > MAX_STEPS) {
            throw new ThemeFailure("The template repeats more than " + MAX_STEPS + " times.");
        }
        if ((steps & 0xFF) == 0 && System.nanoTime() - started > MAX_NANOS) {
            throw new ThemeFailure("The template ran longer than 3 seconds.");
        }
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        room(length);
        out.append(buffer, offset, length);
    }

    @Override
    public void write(String text, int offset, int length) {
        room(length);
        out.append(text, offset, offset + length);
    }

    private void room(int length) {
        if (out.length() + length > MAX_CHARS) {
            throw new ThemeFailure("The template makes more than " + MAX_CHARS + " characters.");
        }
        count();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return out.toString();
    }
}
