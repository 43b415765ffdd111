package dev.sgen.admin.audit;

import dev.sgen.admin.shell.PageShell;
import dev.sgen.audit.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of a site's audit list.
 *
 * @param asks links for common questions; they keep the record that the list is limited to
 * @param record the title of that record, or null
 * @param recordHref the address of that record, or null
 * @param csv the address of the same entries as CSV
 * @param verified the result of verifying the chain; null if it was not requested
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
    /** An actor to filter by. */
    public record Person(String id, String name) {}

    /** A common question as a link. */
    public record Ask(String label, String href, boolean current) {}

    /** The filters of the list, as sent in the query string; empty strings mean no filter. */
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
     * The result of verifying the hash chain.
     *
     * @param broken the address of the first entry that was altered, or null
     */
    public record Verified(
            boolean valid, String words, @Nullable String broken) {}
}
