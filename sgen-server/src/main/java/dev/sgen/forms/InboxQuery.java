package dev.sgen.forms;

import dev.sgen.vocabulary.RecordId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter for the submissions of one inbox, newest first.
 *
 * @param form only submissions of this form, or null
 * @param states only submissions in these states; empty means all, including spam
 * @param after the last id of the previous page, or null
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
