package dev.sgen.content;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Validates one value against one schema, with limits on everything that takes time: evaluation steps, depth, and
 * errors. A short request can cause a million errors, including those that an {@code anyOf} discards.
 */
final class BoundedCheck extends ExecutionContext {
    private static final int MAX_DEPTH = 600;
    /** How many errors are kept; nobody reads more. */
    private static final int MAX_KEPT = 200;
    /**
     * How many errors may be created, including those of branches that didn't match. Creating that many takes a quarter
     * of a second.
     */
    private static final int MAX_MADE = 50_000;

    private final Kept kept = new Kept();
    private int made;

    BoundedCheck(long steps) {
        super(ExecutionConfig.builder()
                .formatAssertionsEnabled(true)
                .maxEvaluationSteps(steps)
                .maxEvaluationDepth(MAX_DEPTH)
                .locale(Locale.ROOT)
                .build());
        setErrors(kept);
    }

    /** The check would create more errors than it may. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("too much to check", null, false, false);
        }
    }

    /** Ends a check that has found enough errors. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough", null, false, false);
        }
    }

    private static final class Kept extends ArrayList<Error> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean add(Error error) {
            if (size() >= MAX_KEPT) {
                throw new Enough();
            }
            return super.add(error);
        }

        @Override
        public boolean addAll(Collection<? extends Error> errors) {
            errors.forEach(this::add);
            return !errors.isEmpty();
        }
    }

    /**
     * Returns the first errors of the value.
     *
     * @throws TooMuch if the check would take too long
     */
    List<Error> run(Schema schema, JsonNode value) {
        ExecutionConfig limits = getExecutionConfig();
        try {
            return schema.validate(this, value, OutputFormat.DEFAULT, (context, dialect) -> {
                context.setExecutionConfig(limits);
                context.setErrors(kept);
            });
        } catch (Enough many) {
            return kept;
        }
    }

    @Override
    public void addError(Error error) {
        if (++made > MAX_MADE) {
            throw kept.isEmpty() ? new TooMuch() : new Enough();
        }
        super.addError(error);
    }
}
