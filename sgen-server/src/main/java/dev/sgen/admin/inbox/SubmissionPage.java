package dev.sgen.admin.inbox;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.forms.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of one submission.
 *
 * @param base the address prefix of the submission's actions
 * @param replyTo the visitor's email address; null if no answer is one
 * @param verbs the actions that its state allows
 * @param deleting whether to ask for confirmation of its deletion
 */
public record SubmissionPage(
        PageShell frame,
        String title,
        String base,
        Submission submission,
        @Nullable String replyTo,
        List<Verb> verbs,
        boolean deleting) {
    /** An action that moves the submission to a state. */
    public record Verb(String state, String label) {}
}
