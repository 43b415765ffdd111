package dev.sgen.admin.history;

import dev.sgen.admin.shell.PageShell;
import org.jspecify.annotations.Nullable;

/**
 * The question before a version of the past is shown to visitors.
 *
 * @param address where visitors will find it, whole; null for what has no page of its own
 * @param replaces number of the version visitors see now, or null
 * @param pending number of a working version that isn't published and will stay in the history only, or null
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
