package dev.sgen.admin.history;

import dev.sgen.admin.content.CoordinateSummary;
import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a record ever said, and what of it visitors saw, from when to when.
 *
 * @param gone whether it was deleted here
 * @param seen what visitors of this environment saw, newest first
 */
public record HistoryPage(
        PageShell frame,
        String id,
        String title,
        boolean gone,
        List<CoordinateSummary> standings,
        List<Stretch> seen,
        List<Line> lines,
        boolean mayRecover,
        boolean mayPublish,
        boolean drawable,
        @Nullable String next) {
    /**
     * One version.
     *
     * @param working whether the next editor opens it here
     */
    public record Line(
            int number,
            String title,
            Instant at,
            String by,
            String origin,
            String environment,
            boolean working,
            List<Span> spans) {}

    /** A stretch of time in which visitors saw the version. */
    public record Span(String environment, String words, boolean open) {}

    /**
     * A stretch of this environment's time.
     *
     * @param version what visitors saw; null where they saw nothing
     * @param begun by whose hand, as a clause
     * @param begunEntry address of the audit entry, or null
     * @param ended by whose hand; null while it lasts
     */
    public record Stretch(
            String when,
            @Nullable Integer version,
            String title,
            @Nullable String path,
            String begun,
            @Nullable String begunEntry,
            @Nullable String ended,
            @Nullable String endedEntry,
            boolean open) {}
}
