package dev.sgen.admin.preview;

import dev.sgen.admin.people.MembersPage;
import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the previews: the form to create one, and the open preview links.
 *
 * @param record the record whose draft is to be shared, or null
 * @param release the release to be shared as if applied to live, or null; if both are null, a moment of the
 *     environment is shared
 * @param shared the title of what is to be shared
 * @param versions the newest versions of the record, to choose one
 * @param moment the initial value of the date field
 * @param told the link just created; it is shown only once
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
    /** An open preview link. */
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
