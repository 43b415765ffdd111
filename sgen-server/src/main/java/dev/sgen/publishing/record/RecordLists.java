package dev.sgen.publishing.record;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.SearchQuery;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists records with keyset pagination, so that a later page costs no more than the first. */
@Component
public class RecordLists {
    /** {@link DriftStatus#of} in SQL; {@code s} and {@code l} are the two coordinates, {@code r} the record. */
    static final String DRIFT = """
            CASE WHEN l.record_id IS NULL THEN 'only-staging'
                 WHEN s.record_id IS NULL THEN 'only-live'
                 WHEN s.published IS NOT DISTINCT FROM l.published THEN 'same'
                 WHEN s.published IS DISTINCT FROM r.base AND l.published IS DISTINCT FROM r.base THEN 'conflict'
                 WHEN s.published IS DISTINCT FROM r.base THEN 'staging-ahead'
                 ELSE 'live-ahead' END""";

    /**
     * The record {@code r} and its coordinates {@code s} and {@code l} for each row {@code p} of a page, looked up by
     * key as in {@link VersionRows#BY_KEY}.
     */
    private static final String OF_PAGE = """
             CROSS JOIN LATERAL (SELECT * FROM record x WHERE x.site_id = :site AND x.id = p.record_id OFFSET 0) r
                LEFT JOIN LATERAL (SELECT * FROM coordinate x WHERE x.site_id = r.site_id
                                   AND x.environment = 'staging' AND x.record_id = r.id OFFSET 0) s ON true
                LEFT JOIN LATERAL (SELECT * FROM coordinate x WHERE x.site_id = r.site_id
                                   AND x.environment = 'live' AND x.record_id = r.id OFFSET 0) l ON true
            """;

    /**
     * All records of a site with both coordinates and drift status, for queries on all of them. PostgreSQL can only
     * hash or merge full joins, and {@code OFFSET 0}, which skips nothing, prevents it from rewriting them under outer
     * conditions. So it never uses a nested loop, whatever its statistics of the site.
     */
    public static final String DRIFTED =
            " FROM (SELECT r.id, r.type, r.last_version, r.base, " + RecordRows.columns("s") + ", "
                    + RecordRows.columns("l") + ", " + DRIFT + """
             AS drift
             FROM (SELECT * FROM record WHERE site_id = :site) r
             FULL JOIN (SELECT * FROM coordinate WHERE site_id = :site AND environment = 'staging') s ON s.record_id = r.id
             FULL JOIN (SELECT * FROM coordinate WHERE site_id = :site AND environment = 'live') l ON l.record_id = r.id
             OFFSET 0) d
            """;

    /** PostgreSQL can't store much later moments, and no record was saved that late. */
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    RecordLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The tags of the records' working versions, most frequent first, with the number of records. */
    Map<String, Integer> tags(SiteId site, Environment environment, Collection<RecordId> ids, int most) {
        Map<String, Integer> tags = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT tag, count(*)::int AS records FROM coordinate c CROSS JOIN unnest(c.tags) AS tag
                        WHERE c.site_id = :site AND c.environment = :environment
                          AND c.record_id = ANY (CAST(:ids AS uuid[]))
                        GROUP BY tag ORDER BY records DESC, tag LIMIT :most""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("ids", RecordRows.array(ids))
                .param("most", most)
                .query(row -> {
                    tags.put(row.getString("tag"), row.getInt("records"));
                });
        return tags;
    }

    RecordPage page(SiteId site, Environment environment, RecordQuery query) {
        Map<String, Object> params = new TreeMap<>();
        params.put("site", site.value());
        params.put("environment", environment.key());
        String here = environment == Environment.STAGING ? "s" : "l";
        String where = conditions(query, params);
        params.put("limit", query.limit() + 1);
        List<RecordPage.Row> rows = jdbc.sql("""
                        WITH page AS (
                            SELECT c.record_id, c.updated_at, c.title FROM coordinate c
                            WHERE c.site_id = :site AND c.environment = :environment
                        """ + where + """
                        )
                        SELECT r.id, r.type, r.last_version, r.base,
                        """ + RecordRows.columns("s") + ", "
                        + RecordRows.columns("l") + ", to_json(" + here
                        + ".tags)::text AS tags FROM page p" + OF_PAGE + """
                        ORDER BY
                        """
                        + order(query.sort(), "p"))
                .params(params)
                .query((row, n) -> row(row, environment))
                .list();
        boolean more = rows.size() > query.limit();
        List<RecordPage.Row> items = more ? rows.subList(0, query.limit()) : rows;
        return new RecordPage(List.copyOf(items), more ? cursor(query.sort(), items.getLast()) : null);
    }

    /** The ids of all matching records, beyond the limit of a page. */
    List<RecordId> matching(SiteId site, Environment environment, RecordQuery query, int most) {
        Map<String, Object> params = new TreeMap<>();
        params.put("site", site.value());
        params.put("environment", environment.key());
        String where = conditions(query, params);
        params.put("limit", most);
        return jdbc.sql("SELECT c.record_id FROM coordinate c"
                        + " WHERE c.site_id = :site AND c.environment = :environment" + where)
                .params(params)
                .query((row, n) -> new RecordId(row.getObject("record_id", java.util.UUID.class)))
                .list();
    }

    Optional<RecordId> at(SiteId site, Environment environment, String type, String path) {
        return jdbc.sql("""
                        SELECT record_id FROM coordinate
                        WHERE site_id = :site AND environment = :environment AND type = :type AND path = :path
                          AND state <> 'archived'
                        ORDER BY published IS NULL, updated_at DESC LIMIT 1""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("type", type)
                .param("path", path)
                .query((row, n) -> new RecordId(row.getObject("record_id", java.util.UUID.class)))
                .optional();
    }

    /** The cursor of a record in a list sorted by the newest change in either environment. */
    public static String cursor(SiteRecord last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.id().toString() + last.changedAt()).getBytes(StandardCharsets.UTF_8));
    }

    private static RecordPage.Row row(java.sql.ResultSet row, Environment environment) throws java.sql.SQLException {
        SiteRecord record = RecordRows.record(row);
        Coordinate here = java.util.Objects.requireNonNull(record.in(environment));
        return new RecordPage.Row(
                record, here, record.in(environment.other()), RecordRows.texts(row.getString("tags")));
    }

    private static String conditions(RecordQuery query, Map<String, Object> params) {
        StringBuilder where = new StringBuilder();
        if (query.type() != null) {
            where.append(" AND c.type = :type");
            params.put("type", query.type());
        }
        if (query.state() != null) {
            where.append(" AND c.state = :state");
            params.put("state", query.state().key());
        }
        if (query.tag() != null) {
            where.append(" AND c.tags @> ARRAY[CAST(:tag AS text)]");
            params.put("tag", query.tag());
        }
        if (query.changed() != null) {
            where.append(
                    query.changed()
                            ? " AND c.published IS NOT NULL AND c.published <> c.working"
                            : " AND (c.published IS NULL OR c.published = c.working)");
        }
        if (query.q() != null && !query.q().isBlank()) {
            where.append(' ').append("""
                    AND (c.title ILIKE :like OR c.path ILIKE :like OR EXISTS (
                         SELECT FROM version v WHERE v.site_id = c.site_id AND v.record_id = c.record_id
                           AND v.number = c.working AND v.search @@ websearch_to_tsquery('simple', :q)))""");
            params.put("q", SearchQuery.of(query.q()));
            params.put(
                    "like",
                    "%" + query.q().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        }
        if (query.drift() != null) {
            // Computes all drift at once. Evaluated row by row it took eight times as long where few or no rows match.
            where.append(" AND (c.record_id IN (SELECT d.id" + DRIFTED + " WHERE d.drift = :drift)) IS TRUE");
            params.put("drift", query.drift().key());
        }
        after(query, where, params);
        return where + " ORDER BY " + order(query.sort(), "c") + " LIMIT :limit";
    }

    private static void after(RecordQuery query, StringBuilder where, Map<String, Object> params) {
        if (query.after() == null) {
            return;
        }
        Cursor cursor = read(query.after());
        if (query.sort() != RecordQuery.Sort.TITLE && !isMoment(cursor.key())) {
            throw new Refused(notOurs());
        }
        params.put("afterId", cursor.id().value());
        params.put("afterKey", cursor.key());
        where.append(
                switch (query.sort()) {
                    case NEWEST -> " AND (c.updated_at, c.record_id) < (CAST(:afterKey AS timestamptz), :afterId)";
                    case OLDEST -> " AND (c.updated_at, c.record_id) > (CAST(:afterKey AS timestamptz), :afterId)";
                    case TITLE -> " AND (lower(c.title), c.record_id) > (:afterKey, :afterId)";
                });
    }

    private static String order(RecordQuery.Sort sort, String alias) {
        return switch (sort) {
            case NEWEST -> alias + ".updated_at DESC, " + alias + ".record_id DESC";
            case OLDEST -> alias + ".updated_at, " + alias + ".record_id";
            case TITLE -> "lower(" + alias + ".title), " + alias + ".record_id";
        };
    }

    /** A decoded cursor: the sort key and id of the last record of a page. */
    public record Cursor(String key, RecordId id) {}

    private static String cursor(RecordQuery.Sort sort, RecordPage.Row last) {
        String key = sort == RecordQuery.Sort.TITLE
                ? last.here().title().toLowerCase(Locale.ROOT)
                : last.here().updatedAt().toString();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.record().id() + key).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Decodes a cursor.
     *
     * @throws Refused {@link BadRequest} if it is malformed
     */
    public static Cursor read(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Cursor cursor = new Cursor(plain.substring(36), RecordId.parse(plain.substring(0, 36)));
            if (cursor.key().indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no key of ours");
            }
            return cursor;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | Refused notOurs) {
            throw new Refused(notOurs(), notOurs);
        }
    }

    private static BadRequest notOurs() {
        return new BadRequest("The cursor isn't one that a list of this site gave out. Start again without it.");
    }

    private static boolean isMoment(String key) {
        try {
            return Instant.parse(key).isBefore(FAR);
        } catch (DateTimeParseException another) {
            return false;
        }
    }

    Map<String, Map<State, Integer>> counts(SiteId site, Environment environment) {
        Map<String, Map<State, Integer>> counts = new TreeMap<>();
        jdbc.sql("""
                        SELECT type, state, count(*) AS n FROM coordinate
                        WHERE site_id = :site AND environment = :environment GROUP BY type, state""")
                .param("site", site.value())
                .param("environment", environment.key())
                .query(row -> {
                    counts.computeIfAbsent(row.getString("type"), t -> new EnumMap<>(State.class))
                            .put(State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getInt("n"));
                });
        return counts;
    }

    /** The number of records by drift status. */
    public Map<DriftStatus, Integer> driftCounts(SiteId site) {
        Map<DriftStatus, Integer> counts = new EnumMap<>(DriftStatus.class);
        jdbc.sql("SELECT drift, count(*) AS n" + DRIFTED
                        + " WHERE s_state IS NOT NULL OR l_state IS NOT NULL GROUP BY drift")
                .param("site", site.value())
                .query(row -> {
                    counts.put(drift(row.getString("drift")), row.getInt("n"));
                });
        return counts;
    }

    private static DriftStatus drift(@Nullable String key) {
        List<DriftStatus> all = new ArrayList<>(List.of(DriftStatus.values()));
        return all.stream().filter(d -> d.key().equals(key)).findFirst().orElseThrow();
    }

    /** The number of records that have the field in a working or published version. */
    long holding(SiteId site, String type, String field) {
        return jdbc.sql("""
                        SELECT count(DISTINCT c.record_id) FROM coordinate c
                        JOIN version v ON v.site_id = c.site_id AND v.record_id = c.record_id
                             AND v.number IN (c.working, c.published)
                        WHERE c.site_id = :site AND c.type = :type AND jsonb_exists(v.content, :field)""")
                .param("site", site.value())
                .param("type", type)
                .param("field", field)
                .query(Long.class)
                .single();
    }
}
