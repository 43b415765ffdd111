package dev.sgen.forms;

import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of a visitor's post. The delivery module turns it into a page or a redirect. */
public sealed interface PostOutcome {
    /** The HTTP status of the response. */
    int status();

    /**
     * Stored, in the inbox or as spam; the visitor can't tell which.
     *
     * @param location the redirect target: the page of the form, with the fragment of its thank-you message
     */
    record Sent(String location) implements PostOutcome {
        @Override
        public int status() {
            return 303;
        }
    }

    /**
     * Not stored; the page is rendered again with the visitor's input.
     *
     * @param page path of the page with the form
     * @param values the visitor's input by field name
     * @param problems error messages by field name
     * @param notice a message about the form as a whole, or null
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

    /** There is no such form in this environment. */
    record Absent() implements PostOutcome {
        @Override
        public int status() {
            return 404;
        }
    }

    /** A rate limit was exceeded; not stored. */
    record Busy(long retryAfterSeconds) implements PostOutcome {
        @Override
        public int status() {
            return 429;
        }
    }

    /** The body is too long, of an unsupported type, or malformed. */
    record Unreadable(int status, String detail) implements PostOutcome {}
}
