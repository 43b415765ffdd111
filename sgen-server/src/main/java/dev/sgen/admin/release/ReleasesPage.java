package dev.sgen.admin.release;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All releases of a site. */
public record ReleasesPage(PageShell frame, boolean mayMake, List<Row> rows) {
    /**
     * One release.
     *
     * @param state the word that colours it
     * @param when its moment, to come or past, or null
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
