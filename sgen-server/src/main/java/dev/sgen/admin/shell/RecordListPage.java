package dev.sgen.admin.shell;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the records of one content type.
 *
 * @param teaching the content type's description
 * @param filtered whether a filter is active, so that an empty list does not mean an empty type
 * @param readOnly why the operator can't create or change records here; null if they can
 * @param bulk operations that the operator may apply to a selection
 * @param total how many records match on all pages, up to one more than one operation may change
 * @param next the address of the next page, or null
 */
public record RecordListPage(
        PageShell frame,
        String typeKey,
        String plural,
        String one,
        String teaching,
        List<Tab> tabs,
        String view,
        String q,
        String tag,
        String sort,
        boolean filtered,
        boolean mayCreate,
        @Nullable String readOnly,
        boolean maySchedule,
        List<Row> rows,
        List<Verb> bulk,
        int total,
        @Nullable String next) {
    /** A predefined filter. */
    public record Tab(
            String label,
            String href,
            boolean current,
            @Nullable Integer count) {}

    /** One record. */
    public record Row(
            String id,
            String href,
            String title,
            @Nullable String path,
            Cell staging,
            Cell live,
            @Nullable String drift,
            Instant changed,
            String by) {}

    /**
     * A record's coordinate in one environment.
     *
     * @param edits whether it has unpublished edits
     * @param scheduled the pending schedule in few words, or null
     * @param told the pending schedule as a sentence, or null
     */
    public record Cell(
            String state,
            String words,
            boolean edits,
            @Nullable String scheduled,
            @Nullable String told) {}

    /** An operation for a selection. */
    public record Verb(String label, String href) {}
}
