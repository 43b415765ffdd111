package dev.sgen.admin.history;

import dev.sgen.admin.content.CoordinateSummary;
import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of a record's versions and visibility intervals.
 *
 * @param gone whether the record was deleted in this environment
 * @param seen the visibility intervals of this environment and the gaps between them, newest first
 * @param drawable whether the versions can be previewed as pages
 * @param next the query string of the next page, or null
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
     * @param working whether it is the working version here
     * @param spans when it was public, in each environment that the operator may read
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

    /** A period in which the version was public. */
    public record Span(String environment, String words, boolean open) {}

    /**
     * A period of this environment.
     *
     * @param version the public version; null if there was none
     * @param begun the operation and actor that began it, as a clause
     * @param begunEntry the address of that audit entry, or null
     * @param ended the operation and actor that ended it; null while it lasts
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
