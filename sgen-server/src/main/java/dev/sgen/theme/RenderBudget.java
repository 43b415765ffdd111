package dev.sgen.theme;

import java.io.Writer;
import java.time.Duration;

/**
 * What one rendering may use up. Templates are written by people we don't know: each output, each round of a
 * loop and each partial is counted, so that no template runs forever or fills the memory (T7). The built-in look
 * has room for whatever a record may hold, every sign of it escaped, so that nothing that was kept can't be shown.
 */
final class RenderBudget extends Writer {
    static final ScopedValue<RenderBudget> CURRENT = ScopedValue.newInstance();

    private final StringBuilder out = new StringBuilder(16_384);
    private final long started = System.nanoTime();
    private final int maxChars;
    private final int maxSteps;
    private final Duration longest;
    private int steps;
    private long made;

    private RenderBudget(int maxChars, int maxSteps, Duration longest) {
        this.maxChars = maxChars;
        this.maxSteps = maxSteps;
        this.longest = longest;
    }

    static RenderBudget ofASite() {
        return new RenderBudget(4_000_000, 200_000, Duration.ofSeconds(3));
    }

    static RenderBudget ofOurs() {
        return new RenderBudget(32_000_000, 5_000_000, Duration.ofSeconds(20));
    }

    /** One round of a loop, one partial. */
    static void step() {
        if (CURRENT.isBound()) {
            CURRENT.get().count();
        }
    }

    /** So much text was made or is about to be, wherever it goes: blocks gather theirs before it gets here. */
    static void text(int length) {
        if (CURRENT.isBound()) {
            CURRENT.get().making(length);
        }
    }

    private void making(int length) {
        made += length;
        // A text passes several blocks on its way.
        if (made > 4L * maxChars) {
            throw tooLong();
        }
    }

    private ThemeFailure tooLong() {
        return new ThemeFailure("The template makes more than " + maxChars + " characters.");
    }

    private void count() {
        if (++steps > maxSteps) {
            throw new ThemeFailure("The template repeats more than " + maxSteps + " times.");
        }
        if ((steps & 0xFF) == 0 && System.nanoTime() - started > longest.toNanos()) {
            throw new ThemeFailure("The template ran longer than " + longest.toSeconds() + " seconds.");
        }
        if ((steps & 0xFF) == 0 && Thread.currentThread().isInterrupted()) {
            throw new ThemeFailure("The rendering was given up.");
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
        if (out.length() + length > maxChars) {
            throw tooLong();
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
