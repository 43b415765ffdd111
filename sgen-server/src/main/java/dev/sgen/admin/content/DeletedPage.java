package dev.sgen.admin.content;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the deleted records of one environment.
 *
 * @param next the query string of the next page, or null
 */
public record DeletedPage(
        PageShell frame,
        List<Row> rows,
        boolean mayRecover,
        @Nullable String next) {
    /**
     * A deleted record.
     *
     * @param version the last version in this environment
     * @param entry the address of the audit entry of the deletion
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
