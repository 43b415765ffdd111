package dev.sgen.admin.preview;

import dev.sgen.admin.people.MembersPage;
import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ways to look at what visitors don't see, and the links that others were given.
 *
 * @param record whose draft shall be shared, or null
 * @param release which shall be shared applied to live, or null; without either it is a moment of the environment
 * @param shared the title of what shall be shared
 * @param versions its newest ones, to be pinned
 * @param moment what the date controls begin with
 * @param told the link just made: shown now and never again
 */
public record PreviewsPage(
        PageShell frame,
        @Nullable String record,
        @Nullable String release,
        String shared,
        List<Integer> versions,
        String moment,
        List<Line> lines,
        MembersPage.@Nullable Told told,
        @Nullable String error) {
    /** An open link. */
    public record Line(
            String id,
            String what,
            @Nullable String href,
            String environment,
            String by,
            Instant made,
            String until,
            boolean mayRevoke) {}
}
