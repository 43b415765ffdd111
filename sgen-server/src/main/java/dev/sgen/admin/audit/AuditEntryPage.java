package dev.sgen.admin.audit;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Page model of one audit entry with all its fields.
 *
 * @param difference the difference it made to one record's content; null if there is none
 * @param story the related entries of the same record, oldest first, including this one
 * @param number its position in the hash chain, counted from 1
 * @param previous the address of the previous entry in the chain, or null
 * @param next the address of the next entry in the chain, or null
 * @param details the entry's details as formatted JSON
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
     * A record that the entry is about.
     *
     * @param change the versions shown before and after, as text; or null
     * @param compare the address that compares the two versions, or null
     * @param trail the address of all entries about this record
     */
    public record Subject(
            String title,
            String type,
            String href,
            @Nullable String change,
            @Nullable String compare,
            String trail) {}

    /** The content before and after, field by field. */
    public record Difference(List<String> heads, List<VersionComparison.Row> rows, String compare) {}
}
