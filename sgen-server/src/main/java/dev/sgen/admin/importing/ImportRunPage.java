package dev.sgen.admin.importing;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of one import's report, item by item.
 *
 * @param unfetched how many files could not be fetched
 */
public record ImportRunPage(
        PageShell frame,
        ImportPage.Run run,
        List<RecordListPage.Tab> tabs,
        List<Line> lines,
        int unfetched,
        boolean mayImport) {
    /** One item of the file. */
    public record Line(
            String source,
            String label,
            @Nullable String type,
            String outcome,
            @Nullable String href,
            @Nullable String unfetched,
            List<String> notes) {}
}
