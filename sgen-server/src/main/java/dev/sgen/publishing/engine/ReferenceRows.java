package dev.sgen.publishing.engine;

import dev.sgen.publishing.Promotion;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the references between records. */
@Component
public class ReferenceRows {
    /**
     * Selects the references {@code f} of exactly these versions. An IN list that can't become a join costs one lookup
     * per row, even if PostgreSQL has no statistics of the site yet; the rows are found by {@code ids}.
     */
    private static final String OF_VERSIONS = """
            f.record_id = ANY (:ids) AND ((f.record_id, f.version) IN (
                SELECT * FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS s(record_id uuid, version int))) IS TRUE
            """;

    private static final String TITLE = """
            (SELECT v.title FROM version v
             WHERE v.site_id = :site AND v.record_id = f.record_id AND v.number = f.version) AS title""";

    private final JdbcClient jdbc;

    ReferenceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The records that these versions refer to. */
    public Set<RecordId> targets(SiteId site, Map<RecordId, Integer> versions) {
        return new LinkedHashSet<>(jdbc.sql("""
                        SELECT DISTINCT f.target FROM reference f
                        WHERE f.site_id = :site AND\s""" + OF_VERSIONS)
                .param("site", site.value())
                .param("ids", RecordRows.array(versions.keySet()))
                .param("versions", rows(versions))
                .query((row, n) -> new RecordId(row.getObject("target", UUID.class)))
                .list());
    }

    /**
     * References of these versions to targets that live does not publish and that are not among the versions
     * themselves.
     */
    public List<Promotion.Missing> missingOnLive(SiteId site, Map<RecordId, Integer> versions) {
        List<Promotion.Missing> elsewhere = jdbc.sql("SELECT f.record_id, " + TITLE + """
                        , f.target, f.kind FROM reference f
                        WHERE f.site_id = :site AND f.target <> ALL (:ids) AND\s""" + OF_VERSIONS + """
                         ORDER BY title, f.target""")
                .param("site", site.value())
                .param("ids", RecordRows.array(versions.keySet()))
                .param("versions", rows(versions))
                .query((row, n) -> new Promotion.Missing(
                        new RecordId(row.getObject("record_id", UUID.class)),
                        row.getString("title"),
                        row.getString("target"),
                        row.getString("kind")))
                .list();
        if (elsewhere.isEmpty()) {
            return elsewhere;
        }
        Set<String> shown = shownOnLive(
                site,
                elsewhere.stream()
                        .map(m -> RecordId.parse(m.target()))
                        .distinct()
                        .toList());
        return elsewhere.stream().filter(m -> !shown.contains(m.target())).toList();
    }

    private Set<String> shownOnLive(SiteId site, List<RecordId> records) {
        return new HashSet<>(jdbc.sql("""
                        SELECT record_id FROM visibility
                        WHERE site_id = :site AND environment = 'live' AND to_at IS NULL AND record_id = ANY (:ids)""")
                .param("site", site.value())
                .param("ids", RecordRows.array(records))
                .query(String.class)
                .list());
    }

    /**
     * References to records that are being removed from live, by records that live publishes or will publish ({@code
     * showing}). In the result, {@code record} is the removed record; {@code title} and {@code target} name the record
     * that refers to it. At most 200.
     */
    public List<Promotion.Missing> leftPointing(SiteId site, Set<RecordId> going, Map<RecordId, Integer> showing) {
        if (going.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("SELECT f.target, f.record_id, f.kind, " + TITLE + """
                         FROM reference f
                        WHERE f.site_id = :site AND f.target = ANY (:going) AND ((f.record_id, f.version) IN (
                              SELECT o.record_id, o.version FROM visibility o
                              WHERE o.site_id = :site AND o.environment = 'live' AND o.to_at IS NULL
                                AND o.record_id <> ALL (:going) AND o.record_id <> ALL (:showing)
                              UNION ALL
                              SELECT * FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS s(record_id uuid, version int))
                          ) IS TRUE
                        ORDER BY title LIMIT 200""")
                .param("site", site.value())
                .param("going", RecordRows.array(going))
                .param("showing", RecordRows.array(showing.keySet()))
                .param("versions", rows(showing))
                .query((row, n) -> new Promotion.Missing(
                        new RecordId(row.getObject("target", UUID.class)),
                        row.getString("title"),
                        row.getString("record_id"),
                        row.getString("kind")))
                .list();
    }

    /** The records whose working or published version refers to this one, in either environment (ARCH-12). */
    public List<RecordId> usersOf(SiteId site, RecordId target) {
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
        return RecordStore.json(versions.entrySet().stream()
                .map(e -> Map.of("record_id", e.getKey().toString(), "version", e.getValue()))
                .toList());
    }
}
