package dev.sgen.admin.content;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The media library of one environment. */
public record MediaPage(
        PageShell frame,
        List<Item> items,
        String q,
        boolean mayUpload,
        @Nullable String next) {
    /** One file. */
    public record Item(String id, String title, String href, String thumb, String state, Instant changed) {}
}
