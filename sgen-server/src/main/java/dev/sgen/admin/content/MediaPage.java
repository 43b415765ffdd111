package dev.sgen.admin.content;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the media library of one environment.
 *
 * @param next the cursor of the next page, or null
 */
public record MediaPage(
        PageShell frame,
        List<Item> items,
        String q,
        boolean mayUpload,
        @Nullable String next) {
    /** A media record. */
    public record Item(String id, String title, String href, String thumb, String state, Instant changed) {}
}
