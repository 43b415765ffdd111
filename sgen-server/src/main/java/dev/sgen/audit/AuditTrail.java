package dev.sgen.audit;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/**
 * Appends audit entries; the only way to write them. An entry is written in the transaction of its operation. This
 * locks the head of the site's chain, always as the last lock of an operation (AUDIT-27, AUDIT-30).
 */
@Component
public class AuditTrail {
    /** The previous hash of the first entry. */
    static final String GENESIS = "0".repeat(64);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy_MM_dd").withZone(ZoneOffset.UTC);
    private static final String ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final JdbcClient jdbc;
    private final TimeAndIds time;

    public AuditTrail(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** A new entry id; generated early, so that the operation's rows can refer to its entry. */
    public String newEntryId() {
        return "evt_" + DAY.format(time.now()) + "_" + time.word(ID_ALPHABET, 8);
    }

    /** Appends an entry with a new id and the present time. */
    public AuditEntry append(AuditAct auditAct) {
        return append(auditAct, newEntryId(), time.now());
    }

    /**
     * Appends one entry to its site's chain.
     *
     * @throws IllegalStateException outside a transaction, or if the entry is visible but its operation can't be
     */
    public AuditEntry append(AuditAct auditAct, String id, Instant at) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an audit entry is written in the transaction of its act");
        }
        if (auditAct.visibility() && !auditAct.operation().canShow()) {
            throw new IllegalStateException(
                    auditAct.operation().code() + " isn't declared to change what visitors see");
        }
        UUID site = auditAct.site().value();
        Head head = lockHead(site);
        // The time is the caller's and may be earlier than the previous entry's; the order of entries is their
        // position.
        AuditEntry entry = Chain.seal(auditAct, id, at, head.hash());
        long seq = head.seq() + 1;
        jdbc.sql("""
                        WITH entry AS (
                            INSERT INTO audit_entry (site_id, seq, id, at, operation, actor_id, environment, visibility,
                                                     operation_id, entry, previous_hash, hash)
                            VALUES (:site, :seq, :id, :at, :operation, :actor, :environment, :visibility,
                                    :operationId, CAST(:entry AS jsonb), :previous, :hash)
                        ), subjects AS (
                            INSERT INTO audit_subject (site_id, record_id, seq)
                            SELECT DISTINCT :site, s::uuid, :seq FROM jsonb_array_elements_text(CAST(:subjects AS jsonb)) s
                        )
                        UPDATE audit_head SET seq = :seq, hash = :hash WHERE site_id = :site""")
                .param("site", site)
                .param("seq", seq)
                .param("id", entry.id())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("operation", entry.operation())
                .param("actor", entry.actor().id())
                .param("environment", entry.environment())
                .param("visibility", entry.visibility())
                .param("operationId", auditAct.operationId())
                .param("entry", Json.write(Chain.stored(entry)))
                .param("previous", entry.previousHash())
                .param("hash", entry.hash())
                .param(
                        "subjects",
                        Json.write(auditAct.subjects().stream()
                                .map(s -> s.id().toString())
                                .toList()))
                .update();
        return entry;
    }

    /**
     * The ids of an operation's entries: tells whether it was committed if the connection was lost during the commit.
     */
    public List<String> entriesOf(SiteId site, UUID operationId) {
        return jdbc.sql("SELECT id FROM audit_entry WHERE site_id = :site AND operation_id = :operation ORDER BY seq")
                .param("site", site.value())
                .param("operation", operationId)
                .query(String.class)
                .list();
    }

    private Head lockHead(UUID site) {
        return jdbc.sql("""
                        INSERT INTO audit_head (site_id, seq, hash) VALUES (:site, 0, :genesis)
                        ON CONFLICT (site_id) DO UPDATE SET seq = audit_head.seq RETURNING seq, hash""")
                .param("site", site)
                .param("genesis", GENESIS)
                .query((row, n) -> new Head(row.getLong("seq"), row.getString("hash")))
                .single();
    }

    private record Head(long seq, String hash) {}

    /** The actor in the format of audit entries. */
    static AuditEntry.Who who(Actor actor, @Nullable String role) {
        return switch (actor) {
            case Actor.Operator o -> new AuditEntry.Who("member", o.member().toString(), o.name(), role);
            case Actor.Token t ->
                new AuditEntry.Who(
                        "token",
                        t.token().toString(),
                        t.name(),
                        role,
                        t.member().toString());
            case Actor.Platform p -> new AuditEntry.Who("platform", null, p.name(), null);
        };
    }

    static AuditEntry.@Nullable Who originator(Actor actor) {
        return actor instanceof Actor.Platform(var member, var name, var token) && member != null
                ? new AuditEntry.Who("member", member.toString(), Objects.requireNonNullElse(name, ""), null)
                : null;
    }

    static ObjectNode tree(Object value) {
        return (ObjectNode) Json.tree(value);
    }
}
