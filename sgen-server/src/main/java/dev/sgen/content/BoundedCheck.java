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
 * One value held against one schema, with a limit on everything that takes time there: steps, depth, and complaints, of
 * which a short request can be worth a million, seen or thrown away inside an {@code anyOf}.
 */
final class BoundedCheck extends ExecutionContext {
    private static final int MAX_DEPTH = 600;
    /** Complaints that are kept; nobody reads more. */
    private static final int MAX_KEPT = 200;
    /** Complaints that are made, those of branches that didn't fit among them: a quarter of a second. */
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

    /** More complaints than a check may make. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("too much to check", null, false, false);
        }
    }

    /** Ends a check that has found enough. */
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
     * What the value does wrong, the first few of it.
     *
     * @throws TooMuch where it can't be said in reasonable time
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
