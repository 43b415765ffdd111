package dev.sgen.admin.inbox;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inbox of one environment.
 *
 * @param forms what the list can be narrowed to
 * @param form the form it is narrowed to, or the empty text
 * @param export where the same list is had as CSV
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
    /** A form by which something came in. */
    public record Choice(String id, String label) {}

    /** One line. */
    public record Row(String href, String who, String says, String form, String state, Instant at) {}
}
