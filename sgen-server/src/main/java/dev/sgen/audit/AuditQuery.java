package dev.sgen.audit;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter for audit entries; null means no restriction, and all restrictions apply together (AUDIT-10).
 *
 * @param operation an operation's code, such as {@code promote}
 * @param actor a member's id, which includes the member's tokens, or a token's id, or {@link #PLATFORM}
 * @param environment operations in this environment or with it as target
 * @param visibility whether visitors saw a difference (AUDIT-13)
 * @param from first moment, inclusive, UTC
 * @param to last moment, exclusive, UTC
 * @param before only entries older than this position, from {@link AuditReading.Page#next}
 * @param limit 1 to 200
 * @param text words to find in any field of the entry
 */
public record AuditQuery(
        @Nullable String operation,
        @Nullable RecordId record,
        @Nullable String actor,
        @Nullable String environment,
        @Nullable Boolean visibility,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before,
        int limit,
        @Nullable String text) {
    /** Replaces NUL characters, which PostgreSQL rejects, by a character that finds nothing. */
    public AuditQuery {
        operation = findable(operation);
        actor = findable(actor);
        environment = findable(environment);
        text = findable(text);
    }

    private static @Nullable String findable(@Nullable String typed) {
        return typed == null ? null : typed.replace('\0', '\uFFFD');
    }

    /** The value of {@link #actor} for operations of the platform. */
    public static final String PLATFORM = "platform";

    public AuditQuery(
            @Nullable String operation,
            @Nullable RecordId record,
            @Nullable String actor,
            @Nullable String environment,
            @Nullable Boolean visibility,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before,
            int limit) {
        this(operation, record, actor, environment, visibility, from, to, before, limit, null);
    }

    public static AuditQuery newest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, null, null, limit);
    }

    public AuditQuery about(RecordId record) {
        return new AuditQuery(operation, record, actor, environment, visibility, from, to, before, limit, text);
    }

    /** A copy for the page at a position, from {@link AuditReading.Page#next}. */
    public AuditQuery page(@Nullable Long position, int size) {
        return new AuditQuery(operation, record, actor, environment, visibility, from, to, position, size, text);
    }

    /** A copy restricted to entries that contain all of these words; blank means no restriction. */
    public AuditQuery saying(@Nullable String words) {
        return new AuditQuery(
                operation,
                record,
                actor,
                environment,
                visibility,
                from,
                to,
                before,
                limit,
                words == null || words.isBlank() ? null : words.strip());
    }
}
