package dev.sgen.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one import, thing by thing. */
public record ImportRunPage(
        Frame frame,
        ImportPage.Run run,
        List<RecordListPage.Tab> tabs,
        List<Line> lines,
        int unfetched,
        boolean mayImport) {
    /** One thing of the file. */
    public record Line(
            String source,
            String label,
            @Nullable String type,
            String outcome,
            @Nullable String href,
            @Nullable String unfetched,
            List<String> notes) {}
}
