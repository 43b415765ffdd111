package dev.sgen.admin.preview;

import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Previews in frames: one, or two beside each other.
 *
 * @param back where the operator came from, or null
 * @param moment what the date control shows, or null for none
 */
public record PreviewFramePage(
        PageShell frame,
        String title,
        String note,
        @Nullable String back,
        @Nullable String moment,
        List<Pane> panes) {
    /** One frame. */
    public record Pane(String title, String url) {}
}
