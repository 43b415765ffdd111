package dev.sgen.admin.drift;

import dev.sgen.admin.review.CrossingReviewPage;
import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The drift ledger: how the two environments differ, record by record.
 *
 * @param teaching what this view is and what one does about it
 * @param types all types by key and name, for the filter
 * @param whole what can be done with all records of this view at once
 * @param bulk what can be done with ticked ones
 * @param last the last refresh that can still be undone, or null
 * @param refresh where staging is refreshed, or null if the operator may not
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
     * @param mark what is special about it: taken away on one side, or how much conflicts
     * @param deeds what can be done about it
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

    /** A refresh with a way back. */
    public record Last(Instant at, String words, String entry, String undo) {}

    /**
     * A button.
     *
     * @param now true: done by this click, with a way back; false: reviewed first
     * @param fields what it sends
     */
    public record Deed(String label, String action, boolean now, List<HiddenField> fields) {}
}
