package dev.sgen.admin.inbox;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.forms.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one visitor sent.
 *
 * @param base where this submission's actions stand
 * @param replyTo the visitor's email address, if the form asked for one
 * @param verbs what can be done with it now
 * @param deleting whether the operator is asked to confirm the removal
 */
public record SubmissionPage(
        PageShell frame,
        String title,
        String base,
        Submission submission,
        @Nullable String replyTo,
        List<Verb> verbs,
        boolean deleting) {
    /** A state to move it to, and the words on the button. */
    public record Verb(String state, String label) {}
}
