package dev.sgen.api;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first answers to POSTs that may be sent again, kept for a day. */
@Component
class IdempotencyRows {
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TimeAndIds time;

    IdempotencyRows(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** What the first answer was; the status is null while it is still being worked on. */
    record Row(
            String requestHash,
            @Nullable Integer status,
            @Nullable Answer answer,
            Instant since) {}

    /** The parts of an answer that a retry gets again. */
    record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String etag,
            byte[] body) {}

    /** Takes a key for a request; false if somebody has it. */
    boolean take(MemberId member, String key, String requestHash) {
        Instant now = time.now();
        return jdbc.sql("""
                        WITH old AS (DELETE FROM idempotency WHERE created_at < :old AND NOT (member_id = :member AND key = :key))
                        INSERT INTO idempotency AS i (member_id, key, request_hash, created_at)
                        VALUES (:member, :key, :hash, :now)
                        ON CONFLICT (member_id, key) DO UPDATE SET
                            request_hash = excluded.request_hash, status = NULL, content_type = NULL, location = NULL,
                            etag = NULL, body = NULL, created_at = excluded.created_at
                        WHERE i.created_at < :old""")
                        .param("member", member.value())
                        .param("key", key)
                        .param("hash", requestHash)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("old", now.minus(KEPT).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    Optional<Row> find(MemberId member, String key) {
        return jdbc.sql("SELECT * FROM idempotency WHERE member_id = :member AND key = :key")
                .param("member", member.value())
                .param("key", key)
                .query((row, n) -> {
                    Integer status = row.getObject("status", Integer.class);
                    Answer answer = status == null
                            ? null
                            : new Answer(
                                    status,
                                    row.getString("content_type"),
                                    row.getString("location"),
                                    row.getString("etag"),
                                    row.getBytes("body"));
                    return new Row(
                            row.getString("request_hash"),
                            status,
                            answer,
                            row.getTimestamp("created_at").toInstant());
                })
                .optional();
    }

    void keep(MemberId member, String key, Answer answer) {
        jdbc.sql("""
                        UPDATE idempotency SET status = :status, content_type = :type, location = :location, etag = :etag, body = :body
                        WHERE member_id = :member AND key = :key""")
                .param("status", answer.status())
                .param("type", answer.contentType())
                .param("location", answer.location())
                .param("etag", answer.etag())
                .param("body", answer.body())
                .param("member", member.value())
                .param("key", key)
                .update();
    }

    /** Gives the key back: the request was refused or failed before it changed anything. */
    void release(MemberId member, String key) {
        jdbc.sql("DELETE FROM idempotency WHERE member_id = :member AND key = :key AND status IS NULL")
                .param("member", member.value())
                .param("key", key)
                .update();
    }
}
