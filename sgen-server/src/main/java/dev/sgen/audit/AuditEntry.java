package dev.sgen.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of a site's audit trail, as returned by the API and shown to people.
 *
 * @param id {@code evt_YYYY_MM_DD_} and eight characters (AUDIT-24)
 * @param at RFC 3339, UTC
 * @param originatingOperator the member in whose name the platform acted, or null
 * @param priorVersion number of the replaced version; for several records see {@code details.records}
 * @param visibility whether visitors saw a difference
 * @param operationId id of the operation; a client that lost the response finds the result by it
 * @param hash SHA-256 over the canonical JSON of all other fields, including the previous hash
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
     * An actor, with the name at that time.
     *
     * @param kind {@code member}, {@code token} or {@code platform}
     * @param id the id of the member or token; null for the platform
     * @param member the member who owns the token; null for others
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

    /** A record, with its title at that time. */
    public record Named(String id, String type, String title) {}
}
