package dev.sgen.platform.work;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** Why {@link BoundedWork} doesn't take a piece of work. */
public sealed interface WorkRefusal extends Refusal {

    /** Too much of the same kind waits already, or it waited too long; nothing of it was done. */
    record Busy(long retryAfterSeconds) implements WorkRefusal {
        @Override
        public String code() {
            return "busy";
        }

        @Override
        public String detail() {
            return "The server has as much of this to do as it takes at a time. Nothing was changed; try again in "
                    + (retryAfterSeconds == 1 ? "a second." : retryAfterSeconds + " seconds.");
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("retryAfterSeconds", retryAfterSeconds);
        }
    }
}
