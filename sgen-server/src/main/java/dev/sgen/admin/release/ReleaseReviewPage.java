package dev.sgen.admin.release;

import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * Page model of the review before a release is promoted or undone.
 *
 * @param action the address of the form
 * @param blocked what prevents it regardless of the choice; empty if nothing does
 * @param question the question that {@code choices} answer
 * @param field the form field of the choice
 * @param choices how to treat conflicting changes on live; empty if there are none
 */
public record ReleaseReviewPage(
        PageShell frame,
        String title,
        String lead,
        String action,
        String button,
        int edition,
        List<Group> groups,
        List<ReviewPage.Consequence> consequences,
        List<String> blocked,
        String question,
        String field,
        List<Choice> choices,
        String back) {
    /** Records with the same kind of effect. */
    public record Group(String title, List<ReviewPage.Item> items) {}

    /** One option. */
    public record Choice(String value, String label) {}

    public boolean possible() {
        return blocked.isEmpty();
    }
}
