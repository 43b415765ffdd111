package dev.sgen.admin.schedule;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of all pending schedules, by day, and of schedules that failed.
 *
 * @param zone the site's zone
 * @param narrowed whether the list is filtered or not at its first page
 * @param next the address of the next page, or null
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
     * @param target the environment it changes
     * @param newer a note on a newer version that is not part of it, or null
     * @param collisions reasons for which it will or may fail
     * @param cancel the record's id if the operator may cancel the schedule; otherwise null
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

    /** A schedule that failed. */
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
