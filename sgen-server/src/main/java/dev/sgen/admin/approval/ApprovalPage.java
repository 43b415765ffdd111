package dev.sgen.admin.approval;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of one approval request: its history, the differences for visitors, and the possible actions.
 *
 * @param said what happened to the request so far, one sentence per event
 * @param reason why the request became void, or null
 * @param carried records that are promoted along because the requested ones use them, as text
 * @param release whether the request is for a release, which is promoted from the release's page
 * @param moment the initial value of the date field for a planned promotion, in the site's zone
 */
public record ApprovalPage(
        PageShell frame,
        String id,
        String title,
        String state,
        String note,
        List<String> said,
        @Nullable String reason,
        List<Change> changes,
        List<String> carried,
        boolean mayDecide,
        boolean mayPromote,
        boolean release,
        boolean mayWithdraw,
        String moment,
        String zone,
        String liveHost) {
    /**
     * One requested record and the effect of its promotion on live.
     *
     * @param heads the column headings of {@code rows}
     */
    public record Change(
            String title, String href, String effect, List<String> heads, List<VersionComparison.Row> rows) {}
}
