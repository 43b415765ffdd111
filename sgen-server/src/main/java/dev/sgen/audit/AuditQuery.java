package dev.sgen.audit;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries an answer holds; null means any, and filters combine (AUDIT-10).
 *
 * @param operation the word in the trail, such as {@code promote}
 * @param actor a member's id, which finds what their tokens did as well, or a token's, or {@link #PLATFORM}
 * @param environment entries that happened in this environment or crossed to it
 * @param visibility whether visitors saw a difference (AUDIT-13)
 * @param from first moment, inclusive, UTC
 * @param to last moment, exclusive, UTC
 * @param before entries older than this one, as {@link AuditReading.Page#next} said
 * @param limit 1 to 200
 * @param text words that the entry says in any of its fields
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
    /** What is typed into a filter may hold what a database can't: then nothing is found by it. */
    public AuditQuery {
        operation = findable(operation);
        actor = findable(actor);
        environment = findable(environment);
        text = findable(text);
    }

    private static @Nullable String findable(@Nullable String typed) {
        return typed == null ? null : typed.replace('\0', '\uFFFD');
    }

    /** As an actor: what nobody clicked. */
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

    /** The page before a position, as {@link AuditReading.Page#next} said it. */
    public AuditQuery page(@Nullable Long position, int size) {
        return new AuditQuery(operation, record, actor, environment, visibility, from, to, position, size, text);
    }

    /** Only entries that hold all of these words, in titles, names or details; blank asks for nothing. */
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
