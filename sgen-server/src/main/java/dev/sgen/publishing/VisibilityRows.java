package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.OffsetDateTime;
import java.util.List;
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
                               b.entry -> 'actor' ->> 'name' AS begun_by, o.to_at, e.entry -> 'actor' ->> 'name' AS ended_by
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
                            row.getString("ended_by"));
                })
                .list();
    }
}
