package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was visible when. */
@Component
class VisibilityRows {
    private final JdbcClient jdbc;

    VisibilityRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Interval> of(SiteId site, Environment environment, RecordId record) {
        return jdbc.sql("""
                        SELECT o.version, v.title, o.path, o.from_at, o.from_entry, b.operation,
                               b.entry -> 'actor' ->> 'name' AS begun_by, o.to_at, o.to_entry,
                               e.entry -> 'actor' ->> 'name' AS ended_by, e.operation AS ended_operation
                        FROM visibility o
                        JOIN version v ON v.site_id = o.site_id AND v.record_id = o.record_id AND v.number = o.version
                        JOIN audit_entry b ON b.site_id = o.site_id AND b.id = o.from_entry
                        LEFT JOIN audit_entry e ON e.site_id = o.site_id AND e.id = o.to_entry
                        WHERE o.site_id = :site AND o.environment = :environment AND o.record_id = :record
                        ORDER BY o.from_revision DESC""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("record", record.value())
                .query((row, n) -> {
                    OffsetDateTime to = row.getObject("to_at", OffsetDateTime.class);
                    return new Interval(
                            row.getInt("version"),
                            row.getString("title"),
                            row.getString("path"),
                            row.getObject("from_at", OffsetDateTime.class).toInstant(),
                            row.getString("from_entry"),
                            row.getString("operation"),
                            row.getString("begun_by"),
                            to == null ? null : to.toInstant(),
                            row.getString("ended_by"),
                            row.getString("to_entry"),
                            row.getString("ended_operation"));
                })
                .list();
    }

    /**
     * Records that stood in an environment and stand there no longer, newest first: who took them out, and when.
     * A record that is only expected there, such as one that was never promoted, never stood.
     */
    List<Deleted> deleted(SiteId site, Environment environment, int offset, int limit) {
        return jdbc.sql("""
                        SELECT r.id, r.type, said.title, said.path, said.number, gone.at, gone.entry_id, gone.operation, gone.by_name
                        FROM record r
                        CROSS JOIN LATERAL (
                            SELECT v.title, v.path, v.number FROM version v
                            LEFT JOIN visibility o ON o.site_id = v.site_id AND o.record_id = v.record_id
                                 AND o.version = v.number AND o.environment = :environment
                            WHERE v.site_id = r.site_id AND v.record_id = r.id
                              AND (v.environment = :environment OR o.record_id IS NOT NULL)
                            ORDER BY v.number DESC LIMIT 1) said
                        CROSS JOIN LATERAL (
                            SELECT e.at, e.id AS entry_id, e.operation, e.entry -> 'actor' ->> 'name' AS by_name
                            FROM audit_subject s JOIN audit_entry e ON e.site_id = s.site_id AND e.seq = s.seq
                            WHERE s.site_id = r.site_id AND s.record_id = r.id
                              AND :environment IN (e.environment, e.entry ->> 'targetEnvironment')
                              AND e.operation <> ALL ('{preview.create,preview.revoke}'::text[])
                            ORDER BY s.seq DESC LIMIT 1) gone
                        WHERE r.site_id = :site
                          AND NOT EXISTS (SELECT FROM coordinate c WHERE c.site_id = r.site_id
                                          AND c.environment = :environment AND c.record_id = r.id)
                        ORDER BY gone.at DESC, r.id DESC OFFSET :offset LIMIT :limit""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> new Deleted(
                        new RecordId(row.getObject("id", UUID.class)),
                        row.getString("type"),
                        row.getString("title"),
                        row.getString("path"),
                        row.getInt("number"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by_name"),
                        row.getString("operation"),
                        row.getString("entry_id")))
                .list();
    }
}
