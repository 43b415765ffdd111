package dev.sgen.audit;

import dev.sgen.vocabulary.SiteId;
import java.util.List;

/**
 * Follows the audit trail of every site from entry to entry (ADR 10). Each consumer has a cursor of its own per site, so
 * one that is slow or fails holds up nobody else. Register one as a bean; {@link TrailReader} feeds it.
 */
public interface TrailConsumer {
    /** The name under which its cursors are kept; never change it. */
    String name();

    /** Where it begins on a site that it hasn't followed yet. */
    default Beginning beginning() {
        return Beginning.FIRST_ENTRY;
    }

    /** From which entry of an existing trail a new consumer is told. */
    enum Beginning {
        FIRST_ENTRY,
        NEXT_ENTRY
    }

    /**
     * Takes the next entries of one site, oldest first. Runs in the transaction that moves the cursor: what it writes to
     * the database happens exactly once. What it does outside of it may happen again after a crash, so effects there
     * must be idempotent by the entry's id.
     *
     * @throws RuntimeException to be told the same entries again later; nothing that was written meanwhile stays
     */
    void consume(SiteId site, List<AuditEntry> entries);
}
