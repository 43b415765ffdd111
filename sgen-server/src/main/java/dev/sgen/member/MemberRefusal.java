package dev.sgen.member;

import dev.sgen.vocabulary.Refusal;
import java.util.List;
import java.util.Map;

/** The refusals of this module, besides {@link Forbidden}. */
public sealed interface MemberRefusal extends Refusal {

    /** Nobody is signed in, or the credentials are wrong, used up, revoked or expired. The answer doesn't say which. */
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

    /** The operation isn't possible in the present state. */
    record NotNow(String detail) implements MemberRefusal {
        @Override
        public String code() {
            return "invalid-state";
        }
    }

    /** Nobody may grant, change or take away rights that they don't hold themselves (T19). */
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
}
