package dev.sgen.admin.shell;

import org.jspecify.annotations.Nullable;

/**
 * Page model of a refusal or error.
 *
 * @param reference the reference of a fault in the server's log, or null
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
