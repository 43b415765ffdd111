package dev.sgen.admin.preview;

import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model that shows one or two previews in frames.
 *
 * @param back the address the operator came from, or null
 * @param moment the value of the date field; null to show none
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
