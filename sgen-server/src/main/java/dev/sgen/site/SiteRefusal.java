package dev.sgen.site;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refusal;
import java.util.List;
import java.util.Map;

/** Why this module says no. */
public sealed interface SiteRefusal extends Refusal {

    /** A field of a site or host can't be as it was given. */
    record InvalidSite(String detail, List<FieldError> errors) implements SiteRefusal {
        InvalidSite(String field, String message) {
            this(message, List.of(new FieldError(field, message)));
        }

        @Override
        public String code() {
            return "invalid-content";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("errors", errors);
        }
    }

    /** The key or host name belongs to a site already; which one isn't told. */
    record Taken(String field, String value) implements SiteRefusal {
        @Override
        public String code() {
            return "invalid-state";
        }

        @Override
        public String detail() {
            return "The " + field + " " + value + " is taken already. Choose another one.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", field);
        }
    }

    /** The plan tier allows no more of these. */
    record PlanLimit(String plan, String what, int allowed) implements SiteRefusal {
        @Override
        public String code() {
            return "plan-limit";
        }

        @Override
        public String detail() {
            return "The plan " + plan + " allows " + allowed + " " + what
                    + ". Remove one, or move the site to a larger plan.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("plan", plan, "limit", what, "allowed", allowed);
        }
    }
}
