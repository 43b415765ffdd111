package dev.sgen.admin.history;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.VersionComparison;
import dev.sgen.admin.shell.WordDiff;
import java.util.List;

/**
 * Page model that compares two versions of a record.
 *
 * @param from the older version
 * @param to the newer version
 * @param drawable whether the versions can be previewed as pages
 */
public record ComparePage(
        PageShell frame,
        String id,
        String title,
        int from,
        int to,
        List<String> heads,
        List<Line> lines,
        boolean mayRecover,
        boolean drawable) {
    /** One field that differs, with the differing words marked. */
    public record Line(String field, WordDiff.Pair words) {
        static Line of(VersionComparison.Row row) {
            return new Line(
                    row.field(),
                    WordDiff.of(row.values().getFirst(), row.values().getLast()));
        }
    }
}
