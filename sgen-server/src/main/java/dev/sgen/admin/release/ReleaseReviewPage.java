package dev.sgen.admin.release;

import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * The review before a release goes to live, or is taken back.
 *
 * @param action where the form is sent
 * @param live whether visitors of live see the effect at once
 * @param blocked what holds it back whatever one chooses; empty if nothing does
 * @param choices what to do where live changed; empty where it didn't
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
    /** Records to which the same happens. */
    public record Group(String title, List<ReviewPage.Item> items) {}

    /** One way to go on. */
    public record Choice(String value, String label) {}

    public boolean possible() {
        return blocked.isEmpty();
    }
}
