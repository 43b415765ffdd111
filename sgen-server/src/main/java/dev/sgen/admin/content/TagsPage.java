package dev.sgen.admin.content;

import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * The form that changes the tags of what was selected.
 *
 * @param what such as “12 records”
 * @param add what was typed into the field, tags between commas
 * @param present the tags that some of them have, each with the number of records
 * @param chosen what the form sends back to choose the same records again
 */
public record TagsPage(
        PageShell frame,
        String what,
        List<ReviewPage.Item> items,
        int more,
        String add,
        List<Present> present,
        List<HiddenField> chosen,
        List<ReviewPage.Item> hindrances,
        String back) {

    /** A tag that records have, and whether it was ticked to be taken away. */
    public record Present(String tag, int records, boolean ticked) {}
}
