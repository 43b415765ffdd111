package dev.sgen.admin.audit;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.audit.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trail of a site.
 *
 * @param asks questions that are asked often, each one click; they keep the record that the list is narrowed to
 * @param record title of that record, or null
 * @param recordHref that record, or null
 * @param csv the address of the same entries as a table
 * @param verified what the last check of the chain said, or null if none was asked for
 */
public record AuditPage(
        PageShell frame,
        List<AuditSentence> entries,
        List<Operation> operations,
        List<Person> people,
        Filter filter,
        List<Ask> asks,
        @Nullable String record,
        @Nullable String recordHref,
        String zone,
        String csv,
        @Nullable Verified verified,
        @Nullable String next) {
    /** Somebody to filter by. */
    public record Person(String id, String name) {}

    /** A question, as a link. */
    public record Ask(String label, String href, boolean current) {}

    /** What the address says. */
    public record Filter(
            String operation,
            String actor,
            String environment,
            String visibility,
            String record,
            String from,
            String to,
            String q) {
        public boolean empty() {
            return (operation + actor + environment + visibility + record + from + to + q).isEmpty();
        }

        Filter about(String operation, String visibility, String from, String to) {
            return new Filter(operation, actor, environment, visibility, record, from, to, q);
        }
    }

    /**
     * What recomputing the chain found.
     *
     * @param broken the first entry that isn't what was written, or null
     */
    public record Verified(
            boolean valid, String words, @Nullable String broken) {}
}
