package dev.sgen.platform.work;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** {@link BoundedWork} or {@link MemoryBudget} refuses work. */
public sealed interface WorkRefusal extends Refusal {

    /** One response or request body would take more memory than is available. */
    record TooMuch(long bytes) implements WorkRefusal {
        @Override
        public String code() {
            return "too-large";
        }

        @Override
        public String detail() {
            return "This would take more than " + bytes / (1024 * 1024)
                    + " MB of memory, which is too much at once. Ask for fewer records, or send less, at a time.";
        }
    }

    /** Too much work of the same kind is queued, or the wait was too long; nothing was done. */
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
