package dev.sgen.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trail of a site.
 *
 * @param record title and id of the record the list is narrowed to, or null
 * @param verified what the last check of the chain said, or null if none was asked for
 */
public record AuditPage(
        Frame frame,
        List<Sentence> entries,
        List<String> operations,
        List<Person> people,
        Filter filter,
        @Nullable String record,
        @Nullable Verified verified,
        @Nullable String next) {
    /** Somebody to filter by. */
    public record Person(String id, String name) {}

    /** What the address says. */
    public record Filter(
            String operation,
            String actor,
            String environment,
            String visibility,
            String record,
            String from,
            String to) {
        public boolean empty() {
            return (operation + actor + environment + visibility + record + from + to).isEmpty();
        }
    }

    /** What recomputing the chain found. */
    public record Verified(boolean valid, String words) {}
}
