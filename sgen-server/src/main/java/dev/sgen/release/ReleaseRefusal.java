package dev.sgen.release;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** The reasons for which an operation on a release is refused; for its records see {@code PublishingRefusal}. */
public sealed interface ReleaseRefusal extends Refusal {

    /** Somebody changed the release in between. */
    record Changed(String name, int expected, int current, String by) implements ReleaseRefusal {
        @Override
        public String code() {
            return "stale-version";
        }

        @Override
        public String detail() {
            return "Not done: " + by + " changed the release “" + name + "” in between (edition " + current
                    + ", you saw " + expected + "). Look at it again, then decide.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("expectedVersion", expected, "currentVersion", current);
        }
    }

    /** The release is in a state that this doesn't start from. */
    record WrongState(String name, String state, String sentence) implements ReleaseRefusal {
        @Override
        public String code() {
            return "invalid-state";
        }

        @Override
        public String detail() {
            return sentence;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("state", state);
        }
    }
}
