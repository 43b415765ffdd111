package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The drift ledger: how staging and live differ, over all records of a site. */
@Component
class DriftRows {
    private static final String CHANGED = "greatest(s.updated_at, l.updated_at)";

    private final JdbcClient jdbc;

    DriftRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest change first; one more than the limit tells that there are more. */
    List<SiteRecord> page(SiteId site, DriftQuery query) {
        Map<String, Object> params = new TreeMap<>(Map.of("site", site.value(), "limit", query.limit() + 1));
        return jdbc.sql("SELECT r.id, r.type, r.last_version, r.base, " + RecordRows.columns("s") + ", "
                        + RecordRows.columns("l") + RecordLists.JOINS
                        + " WHERE r.site_id = :site AND (s.record_id IS NOT NULL OR l.record_id IS NOT NULL)"
                        + conditions(query, params)
                        + " ORDER BY " + CHANGED + " DESC, r.id DESC LIMIT :limit")
                .params(params)
                .query((row, n) -> RecordRows.record(row))
                .list();
    }

    private static String conditions(DriftQuery query, Map<String, Object> params) {
        StringBuilder where = new StringBuilder();
        if (query.archivedOn() != null) {
            where.append(query.archivedOn() == Environment.STAGING ? " AND s.state" : " AND l.state")
                    .append(" = 'archived'");
        } else if (query.status() == null) {
            where.append(" AND ").append(RecordLists.DRIFT).append(" <> 'same'");
        }
        if (query.status() != null) {
            where.append(" AND ").append(RecordLists.DRIFT).append(" = :status");
            params.put("status", query.status().key());
        }
        if (query.type() != null) {
            where.append(" AND r.type = :type");
            params.put("type", query.type());
        }
        if (query.by() != null) {
            where.append(" AND (lower(s.updated_by) = lower(:by) OR lower(l.updated_by) = lower(:by))");
            params.put("by", query.by());
        }
        if (query.before() != null) {
            where.append(" AND " + CHANGED + " < :before");
            params.put("before", query.before().atOffset(ZoneOffset.UTC));
        }
        if (query.since() != null) {
            where.append(" AND " + CHANGED + " >= :since");
            params.put("since", query.since().atOffset(ZoneOffset.UTC));
        }
        if (query.after() != null) {
            RecordLists.Cursor cursor = RecordLists.read(query.after());
            where.append(" AND (" + CHANGED + ", r.id) < (CAST(:afterKey AS timestamptz), :afterId)");
            params.put("afterKey", cursor.key());
            params.put("afterId", cursor.id().value());
        }
        return where.toString();
    }

    /**
     * The records that a refresh would look at: where live may have moved since the two last agreed, and, if
     * everything is wanted, all that staging changed as well.
     */
    List<RecordId> refreshable(SiteId site, List<String> types, boolean everything) {
        return jdbc.sql("SELECT r.id" + RecordLists.JOINS
                        + " WHERE r.site_id = :site AND r.type = ANY (CAST(:types AS text[]))"
                        + " AND (s.record_id IS NOT NULL OR l.record_id IS NOT NULL)"
                        + " AND (" + RecordLists.DRIFT + " IN ('live-ahead', 'conflict', 'only-live')"
                        + "   OR l.record_id IS NULL AND r.base IS NOT NULL"
                        + "   OR :everything AND l.record_id IS NOT NULL"
                        + "      AND (s.published IS DISTINCT FROM l.published OR s.working <> s.published))"
                        + " ORDER BY r.id")
                .param("site", site.value())
                .param("types", types.toArray(String[]::new))
                .param("everything", everything)
                .query((row, n) -> new RecordId(row.getObject("id", UUID.class)))
                .list();
    }

    /** How many records of these types only staging changed. */
    int aheadOnStaging(SiteId site, List<String> types) {
        return jdbc.sql("SELECT count(*)" + RecordLists.JOINS
                        + " WHERE r.site_id = :site AND r.type = ANY (CAST(:types AS text[]))"
                        + " AND s.record_id IS NOT NULL AND " + RecordLists.DRIFT
                        + " IN ('staging-ahead', 'only-staging') AND (l.record_id IS NOT NULL OR r.base IS NULL)")
                .param("site", site.value())
                .param("types", types.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    /** How many records stand aside in each environment. */
    Map<Environment, Integer> archived(SiteId site) {
        Map<Environment, Integer> counts = new EnumMap<>(Environment.class);
        jdbc.sql("""
                        SELECT environment, count(*) AS n FROM coordinate
                        WHERE site_id = :site AND state = 'archived' GROUP BY environment""").param("site", site.value()).query(row -> {
            counts.put(Environment.parse(row.getString("environment")), row.getInt("n"));
        });
        return counts;
    }
}
