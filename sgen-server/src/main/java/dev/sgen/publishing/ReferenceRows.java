package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what versions point at. */
@Component
class ReferenceRows {
    private final JdbcClient jdbc;

    ReferenceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<RecordId> targets(SiteId site, Map<RecordId, Integer> versions) {
        return new LinkedHashSet<>(jdbc.sql("""
                        SELECT DISTINCT f.target
                        FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS s(record_id uuid, version int)
                        JOIN reference f ON f.site_id = :site AND f.record_id = s.record_id AND f.version = s.version""")
                .param("site", site.value())
                .param("versions", rows(versions))
                .query((row, n) -> new RecordId(row.getObject("target", UUID.class)))
                .list());
    }

    /** What the versions point at and visitors on live can't reach, even once all of these stand there. */
    List<Promotion.Missing> missingOnLive(SiteId site, Map<RecordId, Integer> versions) {
        return jdbc.sql("""
                        WITH promoted AS (
                            SELECT * FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS s(record_id uuid, version int)
                        )
                        SELECT f.record_id, v.title, f.target, f.kind
                        FROM promoted p
                        JOIN reference f ON f.site_id = :site AND f.record_id = p.record_id AND f.version = p.version
                        JOIN version v ON v.site_id = :site AND v.record_id = f.record_id AND v.number = f.version
                        WHERE NOT EXISTS (SELECT FROM visibility o WHERE o.site_id = :site AND o.environment = 'live'
                                          AND o.record_id = f.target AND o.to_at IS NULL)
                          AND NOT EXISTS (SELECT FROM promoted q WHERE q.record_id = f.target)
                        ORDER BY v.title, f.target""")
                .param("site", site.value())
                .param("versions", rows(versions))
                .query((row, n) -> new Promotion.Missing(
                        new RecordId(row.getObject("record_id", UUID.class)),
                        row.getString("title"),
                        row.getString("target"),
                        row.getString("kind")))
                .list();
    }

    /**
     * What live shows, or will once {@code showing} stands there, and that points at one of those who go.
     * {@code record} is the one that goes, {@code title} and {@code target} name who points at it.
     */
    List<Promotion.Missing> leftPointing(SiteId site, Set<RecordId> going, Map<RecordId, Integer> showing) {
        if (going.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        WITH going AS (SELECT unnest(CAST(:going AS uuid[])) AS id),
                        changing AS (
                            SELECT * FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS s(record_id uuid, version int)
                        ), shown AS (
                            SELECT o.record_id, o.version FROM visibility o
                            WHERE o.site_id = :site AND o.environment = 'live' AND o.to_at IS NULL
                              AND o.record_id NOT IN (SELECT id FROM going)
                              AND o.record_id NOT IN (SELECT record_id FROM changing)
                            UNION ALL SELECT record_id, version FROM changing
                        )
                        SELECT f.target, f.record_id, f.kind, v.title
                        FROM reference f
                        JOIN shown s ON s.record_id = f.record_id AND s.version = f.version
                        JOIN version v ON v.site_id = :site AND v.record_id = f.record_id AND v.number = f.version
                        WHERE f.site_id = :site AND f.target IN (SELECT id FROM going)
                        ORDER BY v.title LIMIT 200""")
                .param("site", site.value())
                .param("going", RecordRows.array(going))
                .param("versions", rows(showing))
                .query((row, n) -> new Promotion.Missing(
                        new RecordId(row.getObject("target", UUID.class)),
                        row.getString("title"),
                        row.getString("record_id"),
                        row.getString("kind")))
                .list();
    }

    /** The records whose working or published version, in either environment, points at this one (ARCH-12). */
    List<RecordId> usersOf(SiteId site, RecordId target) {
        return jdbc.sql("""
                        SELECT DISTINCT f.record_id FROM reference f
                        JOIN coordinate c ON c.site_id = f.site_id AND c.record_id = f.record_id
                             AND f.version IN (c.working, c.published)
                        WHERE f.site_id = :site AND f.target = :target""")
                .param("site", site.value())
                .param("target", target.value())
                .query((row, n) -> new RecordId(row.getObject("record_id", UUID.class)))
                .list();
    }

    private static String rows(Map<RecordId, Integer> versions) {
        return Ledger.json(versions.entrySet().stream()
                .map(e -> Map.of("record_id", e.getKey().toString(), "version", e.getValue()))
                .toList());
    }
}
