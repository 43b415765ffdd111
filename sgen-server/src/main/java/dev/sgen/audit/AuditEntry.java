package dev.sgen.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of a site's trail, as programs and screens read it.
 *
 * @param id {@code evt_YYYY_MM_DD_} and eight characters (AUDIT-24)
 * @param at RFC 3339, UTC
 * @param originatingOperator who asked for it earlier, where the platform acted
 * @param priorVersion number of the version that was replaced; for many records see {@code details.records}
 * @param visibility whether visitors saw a difference
 * @param operationId names the act; a program whose answer was lost finds its effect by it
 * @param hash SHA-256 over the canonical JSON of all other fields and the previous hash
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        String id,
        String at,
        String operation,
        Who actor,
        @Nullable Who originatingOperator,
        @Nullable String environment,
        @Nullable String targetEnvironment,
        List<Named> records,
        @Nullable String priorState,
        @Nullable String newState,
        @Nullable Integer priorVersion,
        @Nullable Integer newVersion,
        boolean visibility,
        JsonNode details,
        String operationId,
        String hash,
        String previousHash) {

    /**
     * Somebody, as they were named then.
     *
     * @param id the member's or the token's own; null for the platform
     * @param member the member behind a token; null for others
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Who(
            String kind,
            @Nullable String id,
            String name,
            @Nullable String role,
            @Nullable String member) {
        Who(String kind, @Nullable String id, String name, @Nullable String role) {
            this(kind, id, name, role, null);
        }
    }

    /** A record, as it was named then. */
    public record Named(String id, String type, String title) {}
}
