package dev.sgen.admin.content;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/**
 * A record that doesn't stand in the environment one looks at.
 *
 * @param deleted whether it stood here once
 * @param elsewhere whether it stands in the other environment
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
