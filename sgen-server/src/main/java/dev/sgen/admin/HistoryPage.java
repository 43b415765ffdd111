package dev.sgen.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything a record ever said, and what of it visitors saw, from when to when. */
public record HistoryPage(
        Frame frame,
        String id,
        String title,
        List<Standing> standings,
        List<Line> lines,
        boolean mayRecover,
        boolean mayPublish,
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
}
