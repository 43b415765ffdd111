package dev.sgen.admin.approval;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request with the differences to look at, and what can be done with it.
 *
 * @param said what happened to it so far, as sentences
 * @param reason why it is void, or null
 * @param release whether it is about a release, which is promoted as such
 * @param moment a moment to begin with where one can be chosen
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
    /** What becomes of one record on live. */
    public record Change(
            String title, String href, String effect, List<String> heads, List<VersionComparison.Row> rows) {}
}
