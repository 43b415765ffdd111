package dev.sgen.content;

/**
 * The budget that all patterns of one check share, in characters × instructions of the compiled pattern, which is RE2's
 * worst case (A6). Ten million take about a third of a second.
 */
final class CheckBudget {
    static final long ONE_PATTERN = 10_000_000;
    /** The fixed cost of each match, however short the text is. */
    private static final long BEGINNING = 50;

    private static final long ALL_PATTERNS = 20_000_000;
    private static final long ALL_NAMES = 300_000;

    /**
     * The budget of the check that runs on this thread. Patterns are called from inside the schema library, so it can't
     * be passed as an argument.
     */
    static final ScopedValue<CheckBudget> CURRENT = ScopedValue.newInstance();

    private long left;

    private CheckBudget(long left) {
        this.left = left;
    }

    /** The budget of a check against a schema. */
    static CheckBudget ofCheck() {
        return new CheckBudget(ALL_PATTERNS);
    }

    /** The budget of a walk over content, which matches field names against {@code patternProperties}. */
    static CheckBudget ofWalk() {
        return new CheckBudget(ALL_NAMES);
    }

    /**
     * The budget for finding what visitors may see: field names are matched against the saved and the present schema.
     */
    static CheckBudget ofVisit() {
        return new CheckBudget(2 * ALL_NAMES);
    }

    /** Checking a value would take too long. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String value;

        Spent(String value) {
            super("too long to check", null, false, false);
            this.value = value;
        }

        /** The same text instance, so that its location can be found again. */
        String value() {
            return value;
        }
    }

    /**
     * @throws Spent before the work, if it would exceed the budget
     */
    void spend(String value, int programSize) {
        long cost = BEGINNING + (value.length() + 1L) * programSize;
        left -= cost;
        if (cost > ONE_PATTERN || left < 0) {
            throw new Spent(value);
        }
    }
}
