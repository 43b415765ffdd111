package dev.sgen.admin.content;

import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * Page model of the form that changes the tags of the selected records.
 *
 * @param what the selection in words, such as “12 records”
 * @param more how many records are not listed in {@code items}
 * @param add the input of tags to add, separated by commas
 * @param present the tags of the selected records, with the number of records that have them
 * @param chosen hidden fields that repeat the selection
 * @param hindrances records that block the change, each with its reason
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

    /**
     * A tag of the selected records.
     *
     * @param ticked whether it was ticked for removal
     */
    public record Present(String tag, int records, boolean ticked) {}
}
