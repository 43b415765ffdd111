package dev.sgen.admin.content;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * Page model for a record that does not exist in the current environment.
 *
 * @param deleted whether it existed here and was deleted
 * @param elsewhere whether it exists in the other environment
 */
public record AbsentPage(
        PageShell frame,
        String title,
        String plural,
        String listHref,
        List<CoordinateSummary> standings,
        boolean mayPromote,
        String promoteHref,
        boolean elsewhere,
        String otherHref,
        boolean deleted,
        String historyHref) {}
