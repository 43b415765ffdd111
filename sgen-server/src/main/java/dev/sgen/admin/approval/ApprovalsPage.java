package dev.sgen.admin.approval;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the list of approval requests of a site.
 *
 * @param open whether only open requests are listed
 * @param next the address of the next page, or null
 */
public record ApprovalsPage(
        PageShell frame,
        List<RecordListPage.Tab> tabs,
        boolean open,
        List<Row> rows,
        @Nullable String next) {
    /** One request. */
    public record Row(String href, String what, String note, String state, String by, Instant at) {}
}
