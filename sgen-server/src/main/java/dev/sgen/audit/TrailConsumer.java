package dev.sgen.audit;

import dev.sgen.vocabulary.SiteId;
import java.util.List;

/**
 * Receives the audit entries of every site in order (ADR 10). Each consumer has its own cursor per site, so that a slow
 * or failing consumer does not delay others. Register it as a bean; {@link TrailReader} calls it.
 */
public interface TrailConsumer {
    /** The key of its cursors; must never change. */
    String name();

    /** Where it starts on a site it has no cursor for. */
    default Beginning beginning() {
        return Beginning.FIRST_ENTRY;
    }

    /** The start of a new consumer on an existing trail. */
    enum Beginning {
        FIRST_ENTRY,
        NEXT_ENTRY
    }

    /**
     * Processes the next entries of one site, oldest first. Called inside the transaction that moves the cursor, so
     * database writes happen exactly once. Other effects may be repeated after a crash and must be idempotent by the
     * entry's id.
     *
     * @throws RuntimeException to receive the same entries again later; the transaction is rolled back
     */
    void consume(SiteId site, List<AuditEntry> entries);
}
