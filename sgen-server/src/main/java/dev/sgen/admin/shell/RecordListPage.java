package dev.sgen.admin.shell;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of records of one type.
 *
 * @param filtered whether something narrows the list, so that an empty one isn't an empty type
 * @param total how many records this view holds on all its pages, as far as that is one operation's number
 * @param readOnly why nothing can be made or changed here; null for whoever may save
 * @param bulk verbs the operator may use on a selection
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
    /** A saved view. */
    public record Tab(
            String label,
            String href,
            boolean current,
            @Nullable Integer count) {}

    /** One line. */
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
     * A record's standing in one environment.
     *
     * @param scheduled what will happen by itself, in few words, and {@code told} as a sentence; or null
     */
    public record Cell(
            String state,
            String words,
            boolean edits,
            @Nullable String scheduled,
            @Nullable String told) {}

    /** What can be done with a selection. */
    public record Verb(String label, String href) {}
}
