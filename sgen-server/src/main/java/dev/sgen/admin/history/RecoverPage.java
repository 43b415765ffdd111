package dev.sgen.admin.history;

import dev.sgen.admin.shell.PageShell;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the confirmation before an old version is published.
 *
 * @param address host and path where visitors will find it; null for a record without a page
 * @param replaces the version that is public now, or null
 * @param pending the working version if it is not published (it will remain only in the history), or null
 * @param scheduled whether the record has a pending schedule
 */
public record RecoverPage(
        PageShell frame,
        String id,
        String title,
        int version,
        @Nullable String address,
        @Nullable Integer replaces,
        @Nullable Integer pending,
        boolean scheduled) {}
