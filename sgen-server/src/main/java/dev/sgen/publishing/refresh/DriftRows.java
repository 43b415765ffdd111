package dev.sgen.publishing.refresh;

import dev.sgen.publishing.DriftQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.record.RecordLists;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how staging and live differ, for all records of a site. */
@Component
class DriftRows {
    private static final String CHANGED = "greatest(s_updated_at, l_updated_at)";

    private final JdbcClient jdbc;

    DriftRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest change first; one row more than the limit if there are more. */
    List<SiteRecord> page(SiteId site, DriftQuery query) {
        Map<String, Object> params = new TreeMap<>(Map.of("site", site.value(), "limit", query.limit() + 1));
        return jdbc.sql("SELECT *" + RecordLists.DRIFTED
                        + " WHERE (s_state IS NOT NULL OR l_state IS NOT NULL)"
                        + conditions(query, params)
                        + " ORDER BY " + CHANGED + " DESC, id DESC LIMIT :limit")
                .params(params)
                .query((row, n) -> RecordRows.record(row))
                .list();
    }

    private static String conditions(DriftQuery query, Map<String, Object> params) {
        StringBuilder where = new StringBuilder();
        if (query.archivedOn() != null) {
            where.append(query.archivedOn() == Environment.STAGING ? " AND s_state" : " AND l_state")
                    .append(" = 'archived'");
        } else if (query.status() == null) {
            where.append(" AND drift <> 'same'");
        }
        if (query.status() != null) {
            where.append(" AND drift = :status");
            params.put("status", query.status().key());
        }
        if (query.type() != null) {
            where.append(" AND type = :type");
            params.put("type", query.type());
        }
        if (query.by() != null) {
            where.append(" AND (lower(s_updated_by) = lower(:by) OR lower(l_updated_by) = lower(:by))");
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
            where.append(" AND (" + CHANGED + ", id) < (CAST(:afterKey AS timestamptz), :afterId)");
            params.put("afterKey", cursor.key());
            params.put("afterId", cursor.id().value());
        }
        return where.toString();
    }

    /**
     * A filter by content type.
     *
     * @param only only these types; null for all
     * @param never types that are always excluded
     */
    record Types(@Nullable List<String> only, Set<String> never) {
        private static final String CONDITION =
                " (CAST(:only AS text[]) IS NULL OR type = ANY (CAST(:only AS text[]))) AND type <> ALL (:never)";

        private JdbcClient.StatementSpec in(JdbcClient.StatementSpec statement) {
            return statement
                    .param("only", only == null ? null : only.toArray(String[]::new))
                    .param("never", never.toArray(String[]::new));
        }
    }

    /**
     * The records a refresh has to consider: those that may have changed on live since the base and, if {@code
     * everything}, also those that staging changed.
     */
    List<RecordId> refreshable(SiteId site, Types types, boolean everything) {
        return types.in(jdbc.sql("SELECT id" + RecordLists.DRIFTED + " WHERE" + Types.CONDITION
                        + " AND (s_state IS NOT NULL OR l_state IS NOT NULL)"
                        + " AND (drift IN ('live-ahead', 'conflict', 'only-live')"
                        + "   OR l_state IS NULL AND base IS NOT NULL"
                        + "   OR :everything AND l_state IS NOT NULL"
                        + "      AND (s_published IS DISTINCT FROM l_published OR s_working <> s_published))"
                        + " ORDER BY id"))
                .param("site", site.value())
                .param("everything", everything)
                .query((row, n) -> new RecordId(row.getObject("id", UUID.class)))
                .list();
    }

    /** The number of records of these types that only staging changed. */
    int aheadOnStaging(SiteId site, Types types) {
        return types.in(jdbc.sql("SELECT count(*)" + RecordLists.DRIFTED + " WHERE" + Types.CONDITION
                        + " AND s_state IS NOT NULL AND drift IN ('staging-ahead', 'only-staging')"
                        + " AND (l_state IS NOT NULL OR base IS NULL)"))
                .param("site", site.value())
                .query(Integer.class)
                .single();
    }

    /** The number of archived records in each environment. */
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
