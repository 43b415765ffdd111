package dev.sgen.member;

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
}
