package dev.sgen.audit;

import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Seals audit entries: an entry's hash covers all its other fields, including the previous hash (AUDIT-30). */
final class Chain {
    private Chain() {}

    static AuditEntry seal(AuditAct auditAct, String id, Instant at, String previousHash) {
        AuditAct.Change change =
                auditAct.change() == null ? new AuditAct.Change(null, null, null, null) : auditAct.change();
        ObjectNode details = (ObjectNode) Json.tree(auditAct.details());
        AuditEntry unsealed = new AuditEntry(
                id,
                at.toString(),
                auditAct.operation().code(),
                AuditTrail.who(auditAct.actor(), auditAct.role()),
                AuditTrail.originator(auditAct.actor()),
                key(auditAct.environment()),
                key(auditAct.target()),
                auditAct.subjects().stream()
                        .map(s -> new AuditEntry.Named(s.id().toString(), s.type(), s.title()))
                        .toList(),
                change.priorState(),
                change.newState(),
                change.priorVersion(),
                change.newVersion(),
                auditAct.visibility(),
                details,
                auditAct.operationId().toString(),
                "",
                previousHash);
        return withHash(unsealed, hashOf(stored(unsealed)));
    }

    /** The JSON that is stored and hashed: the entry without its hash. */
    static ObjectNode stored(AuditEntry entry) {
        ObjectNode tree = (ObjectNode) Json.tree(entry);
        tree.remove("hash");
        return tree;
    }

    static String hashOf(JsonNode stored) {
        return Json.hash(stored);
    }

    static AuditEntry read(String stored, String hash) {
        ObjectNode tree = Json.readObject(stored);
        tree.put("hash", hash);
        return Json.MAPPER.treeToValue(tree, AuditEntry.class);
    }

    private static AuditEntry withHash(AuditEntry e, String hash) {
        return new AuditEntry(
                e.id(),
                e.at(),
                e.operation(),
                e.actor(),
                e.originatingOperator(),
                e.environment(),
                e.targetEnvironment(),
                e.records(),
                e.priorState(),
                e.newState(),
                e.priorVersion(),
                e.newVersion(),
                e.visibility(),
                e.details(),
                e.operationId(),
                hash,
                e.previousHash());
    }

    private static @Nullable String key(@Nullable Environment environment) {
        return environment == null ? null : environment.key();
    }
}
