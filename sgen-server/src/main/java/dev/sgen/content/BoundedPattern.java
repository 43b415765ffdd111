package dev.sgen.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression of a schema. It is an RE2 pattern, so matching is linear in the text, and its size is limited,
 * so that each character costs little (T38, A6). Every use is charged to the {@link CheckBudget} of its check.
 */
final class BoundedPattern {
    static final int MAX_LENGTH = 1_000;
    /** Enough for one repeat of a thousand, such as {@code ^.{1,1000}$}. */
    static final int MAX_INSTRUCTIONS = 2_100;

    static final int MAX_REPEATS = 1_000;
    private static final String PROBE = "a0 -".repeat(16);

    private static final Cache<String, BoundedPattern> KNOWN =
            Caffeine.newBuilder().maximumSize(2_000).build();

    private final Pattern pattern;
    private final int size;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
        this.size = Math.max(1, pattern.programSize());
    }

    /**
     * @throws IllegalArgumentException if it can't be used; the message is a sentence for the author
     */
    static BoundedPattern of(String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A pattern may have at most " + MAX_LENGTH + " characters");
        }
        return KNOWN.get(regex, BoundedPattern::compile);
    }

    private static BoundedPattern compile(String regex) {
        PatternSize.Size expanded = PatternSize.of(regex);
        if (expanded.repeats() > MAX_REPEATS || expanded.instructions() > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException("This pattern is too large when its repeats are written out; repeat at"
                    + " most " + MAX_REPEATS + " times, repeats inside repeats multiplied");
        }
        try {
            BoundedPattern made = new BoundedPattern(Pattern.compile(regex));
            if (made.size > 2 * MAX_INSTRUCTIONS) {
                throw new IllegalArgumentException("This pattern is too large; make it simpler");
            }
            // A pattern that overflows the stack does so on any text.
            boolean ignored = made.pattern.matcher(PROBE).find();
            return made;
        } catch (PatternSyntaxException unsupported) {
            throw new IllegalArgumentException(
                    "This pattern can't be used: " + unsupported.getDescription(), unsupported);
        } catch (StackOverflowError deep) {
            throw new IllegalArgumentException("This pattern is nested too deeply; make it simpler", deep);
        }
    }

    /**
     * Whether the pattern occurs anywhere in the text.
     *
     * @throws CheckBudget.Spent if matching would take too long
     */
    boolean find(String text) {
        CheckBudget budget = CheckBudget.CURRENT.isBound() ? CheckBudget.CURRENT.get() : CheckBudget.ofCheck();
        budget.spend(text, size);
        try {
            return pattern.matcher(text).find();
        } catch (StackOverflowError deep) {
            throw new CheckBudget.Spent(text);
        }
    }
}
