package dev.sgen.member;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refusal;
import java.util.List;
import java.util.Map;

/** Why this module says no, beside {@link Forbidden}. */
public sealed interface MemberRefusal extends Refusal {

    /** Nobody is signed in, or what was shown to prove it is wrong, used up, revoked or expired; which of these isn't told. */
    record Unauthenticated(String detail) implements MemberRefusal {
        @Override
        public String code() {
            return "unauthenticated";
        }
    }

    /** Too many attempts from this address or on this account. */
    record TooManyAttempts(long retryAfterSeconds) implements MemberRefusal {
        @Override
        public String code() {
            return "rate-limited";
        }

        @Override
        public String detail() {
            return "Too many attempts. Try again in " + retryAfterSeconds + " seconds.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("retryAfterSeconds", retryAfterSeconds);
        }
    }

    /** A field can't be as it was given. */
    record InvalidMember(String detail, List<FieldError> errors) implements MemberRefusal {
        InvalidMember(String field, String message) {
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

    /** The act doesn't fit how things stand now. */
    record NotNow(String detail) implements MemberRefusal {
        @Override
        public String code() {
            return "invalid-state";
        }
    }

    /** Nobody hands out, changes or takes away more than they hold themselves (T19). */
    record BeyondOwnRights(List<String> missing) implements MemberRefusal {
        @Override
        public String code() {
            return "forbidden";
        }

        @Override
        public String detail() {
            return "You can't give or take rights that you don't hold yourself: " + String.join(", ", missing) + ".";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("missing", missing);
        }
    }

    /** The plan tier allows no more of these. */
    record PlanLimit(String plan, String what, int allowed) implements MemberRefusal {
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
