package dev.sgen.release;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** Refusals about the release itself. Refusals about its records are {@link dev.sgen.publishing.PublishingRefusal}. */
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

    /** The operation is not possible in the release's present state. */
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
