package dev.sgen.content;

/**
 * What the patterns of one check may cost together, in characters × instructions of the compiled program, which is what
 * RE2 takes at most (A6). Ten million are about a third of a second.
 */
final class CheckBudget {
    static final long ONE_PATTERN = 10_000_000;
    /** What it takes to begin, however short the text is. */
    private static final long BEGINNING = 50;

    private static final long ALL_PATTERNS = 20_000_000;
    private static final long ALL_NAMES = 300_000;

    /** The check that is under way on this thread, for patterns that are deep inside the schema library. */
    static final ScopedValue<CheckBudget> CURRENT = ScopedValue.newInstance();

    private long left;

    private CheckBudget(long left) {
        this.left = left;
    }

    /** For a check against a schema. */
    static CheckBudget ofCheck() {
        return new CheckBudget(ALL_PATTERNS);
    }

    /** For a walk over content, which asks the names of fields that are known by a pattern only. */
    static CheckBudget ofWalk() {
        return new CheckBudget(ALL_NAMES);
    }

    /** For what visitors may see: the names under the schema of then and of now. */
    static CheckBudget ofVisit() {
        return new CheckBudget(2 * ALL_NAMES);
    }

    /** A value that would take too long to check. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String value;

        Spent(String value) {
            super("too long to check", null, false, false);
            this.value = value;
        }

        /** The very text, so that its place can be found again. */
        String value() {
            return value;
        }
    }

    /** @throws Spent before any work that would be too much */
    void spend(String value, int programSize) {
        long cost = BEGINNING + (value.length() + 1L) * programSize;
        left -= cost;
        if (cost > ONE_PATTERN || left < 0) {
            throw new Spent(value);
        }
    }
}
