package dev.sgen.admin.release;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Page model of a site's releases. */
public record ReleasesPage(PageShell frame, boolean mayMake, List<Row> rows) {
    /**
     * One release.
     *
     * @param state the state's key, which selects the colour
     * @param when its moment, planned or past; or null
     */
    public record Row(
            String href,
            String name,
            String state,
            @Nullable Instant when,
            int items,
            Instant changed,
            String by) {}
}
