package dev.sgen.admin.schedule;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that will happen by itself, day by day, and what should have happened and didn't.
 *
 * @param zone the site's
 * @param next the address of the page that follows, or null
 */
public record PendingSchedulesPage(
        PageShell frame,
        String zone,
        List<RecordListPage.Tab> spans,
        boolean narrowed,
        List<Failed> failed,
        List<Day> days,
        @Nullable String next) {
    /** A day in the site's zone. */
    public record Day(String title, List<Moment> moments) {}

    /**
     * One moment of a day.
     *
     * @param more how many schedules of this moment are not listed
     */
    public record Moment(Instant at, String clock, String left, List<Line> lines, int more) {}

    /**
     * One schedule.
     *
     * @param newer what isn't part of it, or null
     * @param cancel id of the record if the operator may cancel it here, or null
     */
    public record Line(
            String environment,
            String target,
            String title,
            String href,
            @Nullable String path,
            String effect,
            String by,
            @Nullable String newer,
            List<String> collisions,
            @Nullable String cancel) {}

    /** One that came to nothing. */
    public record Failed(
            String environment,
            String title,
            String href,
            Instant planned,
            String reason,
            String by,
            @Nullable String entryHref,
            @Nullable String againHref) {}
}
