package dev.sgen.forms;

import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a visitor's post. The face that took it turns this into a page or a redirect. */
public sealed interface PostOutcome {
    /** The HTTP status to answer with. */
    int status();

    /**
     * It is kept, in the inbox or as spam; the two aren't told apart.
     *
     * @param location where the visitor goes on: the page the form stood on, at its thank-you
     */
    record Sent(String location) implements PostOutcome {
        @Override
        public int status() {
            return 303;
        }
    }

    /**
     * Nothing was kept; the page is drawn again with what was typed.
     *
     * @param page path of the page the form stood on
     * @param values what was typed, by field name
     * @param problems what is to be put right, by field name
     * @param notice what concerns the form as a whole, or null
     */
    record Again(
            String page,
            RecordId form,
            Map<String, List<String>> values,
            Map<String, String> problems,
            @Nullable String notice)
            implements PostOutcome {
        @Override
        public int status() {
            return 422;
        }
    }

    /** No such form takes answers here. */
    record Absent() implements PostOutcome {
        @Override
        public int status() {
            return 404;
        }
    }

    /** Too many posts; nothing was kept. */
    record Busy(long retryAfterSeconds) implements PostOutcome {
        @Override
        public int status() {
            return 429;
        }
    }

    /** The body is too long, of a kind that isn't taken, or malformed. */
    record Unreadable(int status, String detail) implements PostOutcome {}
}
