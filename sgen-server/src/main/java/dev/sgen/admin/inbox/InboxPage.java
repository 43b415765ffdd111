package dev.sgen.admin.inbox;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the form submissions of one environment.
 *
 * @param forms the forms to filter by
 * @param form the id of the form that the list is limited to; empty for all
 * @param export the address of the same list as CSV
 * @param next the address of the next page, or null
 */
public record InboxPage(
        PageShell frame,
        List<RecordListPage.Tab> tabs,
        String view,
        List<Choice> forms,
        String form,
        List<Row> rows,
        String export,
        @Nullable String next) {
    /** A form that has submissions. */
    public record Choice(String id, String label) {}

    /** One submission. */
    public record Row(String href, String who, String says, String form, String state, Instant at) {}
}
