package dev.sgen.admin.drift;

import dev.sgen.admin.review.CrossingReviewPage;
import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the drift list: the records that differ between the environments.
 *
 * @param teaching explains the selected view and what to do about it
 * @param types all content types by key and name, for the filter
 * @param whole actions for all records of the view
 * @param bulk actions for ticked records
 * @param refresh the address for refreshing staging; null if the operator may not
 * @param last the last refresh that can still be undone, or null
 * @param next the address of the next page, or null
 */
public record ChangesPage(
        PageShell frame,
        List<RecordListPage.Tab> tabs,
        String show,
        String teaching,
        String type,
        String by,
        String age,
        List<CrossingReviewPage.Choice> types,
        boolean filtered,
        List<Row> rows,
        List<Deed> whole,
        List<RecordListPage.Verb> bulk,
        @Nullable String refresh,
        @Nullable Last last,
        @Nullable String next) {
    /**
     * One record that differs.
     *
     * @param mark a short note: removed on one side, or the number of conflicts; or null
     * @param deeds the actions for this record
     */
    public record Row(
            String id,
            String href,
            String title,
            @Nullable String path,
            String type,
            RecordListPage.Cell staging,
            RecordListPage.Cell live,
            @Nullable String mark,
            Instant changed,
            String by,
            List<Deed> deeds) {}

    /** A refresh that can be undone. */
    public record Last(Instant at, String words, String entry, String undo) {}

    /**
     * An action as a button.
     *
     * @param now true if the click executes it, and it can be undone; false if a review page comes first
     * @param fields the hidden fields it submits
     */
    public record Deed(String label, String action, boolean now, List<HiddenField> fields) {}
}
