package dev.sgen.admin.content;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was deleted in an environment. */
public record DeletedPage(
        PageShell frame,
        List<Row> rows,
        boolean mayRecover,
        @Nullable String next) {
    /**
     * A deleted record.
     *
     * @param version the last one that stood here
     * @param entry address of the audit entry that took it out
     */
    public record Row(
            String title,
            String type,
            @Nullable String path,
            int version,
            String by,
            Instant at,
            String history,
            String recover,
            String entry) {}
}
