package dev.sgen.forms;

import dev.sgen.vocabulary.RecordId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which submissions of one inbox, newest first.
 *
 * @param form only those of this form, or null
 * @param states only those; empty means all, spam included
 * @param after the last one of the page before, or null
 */
public record InboxQuery(
        @Nullable RecordId form,
        Set<SubmissionState> states,
        int limit,
        @Nullable UUID after) {
    InboxQuery from(@Nullable UUID last) {
        return new InboxQuery(form, states, limit, last);
    }
}
