package dev.sgen.publishing.record;

import dev.sgen.publishing.DeletedRecord;
import dev.sgen.publishing.VisibilityInterval;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads visibility intervals and deleted records. */
@Component
class VisibilityRows {
    private final JdbcClient jdbc;

    VisibilityRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<VisibilityInterval> of(SiteId site, Environment environment, RecordId record) {
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
                    return new VisibilityInterval(
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
     * Records that existed in an environment and were deleted there, newest first, with the audit entry that deleted
     * them. A record that was never there, such as one that was never promoted, is not included. Subqueries instead of
     * joins, which could compare each record with each. The audit entries, which may name thousands of records, are
     * read only for the rows of the page.
     */
    List<DeletedRecord> deleted(SiteId site, Environment environment, int offset, int limit) {
        return jdbc.sql("""
                        SELECT d.*, (SELECT e.entry -> 'actor' ->> 'name' FROM audit_entry e
                                     WHERE e.site_id = :site AND e.seq = d.seq) AS by_name
                        FROM (
                        SELECT r.id, r.type, said.title, said.path, said.number, gone.at, gone.entry_id, gone.operation, gone.seq
                        FROM (SELECT * FROM record WHERE site_id = :site AND (id IN (
                                  SELECT c.record_id FROM coordinate c WHERE c.site_id = :site AND c.environment = :environment)
                              ) IS NOT TRUE OFFSET 0) r
                        CROSS JOIN LATERAL (
                            SELECT v.title, v.path, v.number FROM version v
                            WHERE v.site_id = r.site_id AND v.record_id = r.id
                              AND (v.environment = :environment OR ((v.record_id, v.number) IN (
                                   SELECT o.record_id, o.version FROM visibility o
                                   WHERE o.site_id = :site AND o.environment = :environment)) IS TRUE)
                            ORDER BY v.number DESC LIMIT 1) said
                        CROSS JOIN LATERAL (
                            SELECT e.at, e.id AS entry_id, e.operation, e.seq
                            FROM audit_subject s
                            CROSS JOIN LATERAL (SELECT * FROM audit_entry x
                                                WHERE x.site_id = s.site_id AND x.seq = s.seq OFFSET 0) e
                            WHERE s.site_id = r.site_id AND s.record_id = r.id
                              AND (e.environment = :environment OR e.entry ->> 'targetEnvironment' = :environment)
                              AND e.operation <> ALL ('{preview.create,preview.revoke}'::text[])
                            ORDER BY s.seq DESC LIMIT 1) gone
                        ORDER BY gone.at DESC, r.id DESC OFFSET :offset LIMIT :limit) d
                        ORDER BY d.at DESC, d.id DESC""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> new DeletedRecord(
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
