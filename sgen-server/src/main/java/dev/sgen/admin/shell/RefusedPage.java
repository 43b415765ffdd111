package dev.sgen.admin.shell;

import org.jspecify.annotations.Nullable;

/**
 * A whole page that says no, and why.
 *
 * @param reference under which the server's log tells more of a fault, or null
 */
public record RefusedPage(
        PageShell frame,
        String title,
        String detail,
        @Nullable String reference) {
    public RefusedPage(PageShell frame, String title, String detail) {
        this(frame, title, detail, null);
    }
}
