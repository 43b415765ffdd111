package dev.sgen.admin.audit;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the trail with all its fields.
 *
 * @param difference what it changed, or null where it changed no content of one record
 * @param story the acts on the same record that led here and that came of it, the oldest first; this one among them
 * @param number its place in the chain, counted from 1
 */
public record AuditEntryPage(
        PageShell frame,
        AuditSentence sentence,
        Map<String, String> facts,
        List<Subject> subjects,
        @Nullable Difference difference,
        List<AuditSentence> story,
        long number,
        @Nullable String previous,
        @Nullable String next,
        String details) {
    /**
     * A record the act was about.
     *
     * @param change what was shown before and after, or null
     * @param compare where the two are compared, or null
     * @param trail every entry about this record
     */
    public record Subject(
            String title,
            String type,
            String href,
            @Nullable String change,
            @Nullable String compare,
            String trail) {}

    /** Before and after, field by field. */
    public record Difference(List<String> heads, List<VersionComparison.Row> rows, String compare) {}
}
