package dev.sgen.audit;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Verifies a chain link by link from its first entry, up to the first broken link. Not thread-safe. */
final class ChainVerification {
    private long count;
    private String lastHash = AuditTrail.GENESIS;
    private @Nullable String lastId;
    private @Nullable String broken;

    /** An entry with the table's other columns. */
    record Link(
            long seq,
            String id,
            Instant at,
            String operation,
            @Nullable String actor,
            @Nullable String environment,
            boolean visibility,
            String operationId,
            ObjectNode entry,
            String previousHash,
            String hash,
            String subjects) {}

    /** Verifies the next link. Returns whether to continue. */
    boolean follow(Link link) {
        count++;
        if (link.seq() != count || !lastHash.equals(link.previousHash()) || !sound(link)) {
            broken = link.id();
            return false;
        }
        lastHash = link.hash();
        lastId = link.id();
        return true;
    }

    /** Whether the hash matches the entry, and the search columns match the entry's fields. */
    private static boolean sound(Link link) {
        JsonNode entry = link.entry();
        return Chain.hashOf(entry).equals(link.hash())
                && text(entry, "previousHash").equals(link.previousHash())
                && text(entry, "id").equals(link.id())
                && text(entry, "at").equals(link.at().toString())
                && text(entry, "operation").equals(link.operation())
                && text(entry, "operationId").equals(link.operationId())
                && Objects.equals(entry.path("actor").path("id").asString(null), link.actor())
                && Objects.equals(entry.path("environment").asString(null), link.environment())
                && entry.path("visibility").asBoolean() == link.visibility()
                && subjects(entry).equals(link.subjects());
    }

    private static String subjects(JsonNode entry) {
        return entry.path("records")
                .valueStream()
                .map(r -> r.path("id").asString())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String text(JsonNode entry, String field) {
        return entry.path(field).asString("");
    }

    long count() {
        return count;
    }

    String lastHash() {
        return lastHash;
    }

    @Nullable
    String lastId() {
        return lastId;
    }

    @Nullable
    String broken() {
        return broken;
    }
}
