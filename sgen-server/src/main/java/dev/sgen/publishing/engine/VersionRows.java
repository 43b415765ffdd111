package dev.sgen.publishing.engine;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.platform.work.MemoryBudget;
import dev.sgen.publishing.Version;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads versions. Versions are immutable. */
@Component
public class VersionRows {
    private static final String COLUMNS =
            "v.number, v.type_revision, v.title, v.path, to_json(v.tags)::text AS tags, v.content::text AS content, v.hash,"
                    + " v.environment, v.author_id, v.author_name, v.created_at, v.origin";

    /** For lists: without the content, which may be megabytes. */
    private static final String WITHOUT_CONTENT = COLUMNS.replace("v.content::text", "'{}'");

    /**
     * Joins each row {@code w} (columns {@code id} and {@code number}) with its version {@code v}. {@code OFFSET 0}
     * skips nothing, but forces PostgreSQL to look each version up by its key, even if it has no statistics of the site
     * yet.
     */
    public static final String BY_KEY = """
             CROSS JOIN LATERAL (SELECT * FROM version x
                                WHERE x.site_id = :site AND x.record_id = w.id AND x.number = w.number OFFSET 0) v
            """;

    private static final String OF_ENVIRONMENT = """
             AND (CAST(:only AS text) IS NULL OR v.environment = :only
                  OR EXISTS (SELECT FROM coordinate c WHERE c.site_id = v.site_id AND c.record_id = v.record_id
                             AND c.environment = :only AND v.number IN (c.working, c.published))
                  OR EXISTS (SELECT FROM visibility o WHERE o.site_id = v.site_id AND o.record_id = v.record_id
                             AND o.environment = :only AND o.version = v.number))
            """;

    private final JdbcClient jdbc;

    VersionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Version> find(SiteId site, RecordId record, int number) {
        return find(site, record, number, null);
    }

    /**
     * Finds a version.
     *
     * @param only if not null, only a version that was saved there, is the working or published one there, or was
     *     visible there
     */
    public Optional<Version> find(SiteId site, RecordId record, int number, @Nullable Environment only) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM version v"
                        + " WHERE site_id = :site AND record_id = :record AND number = :number" + OF_ENVIRONMENT)
                .param("only", only == null ? null : only.key())
                .param("site", site.value())
                .param("record", record.value())
                .param("number", number)
                .query((row, n) -> version(row))
                .optional();
    }

    /** Several versions of many records, in one statement. Versions that do not exist are omitted. */
    public Map<RecordId, Map<Integer, Version>> all(SiteId site, Map<RecordId, ? extends Collection<Integer>> wanted) {
        return all(site, wanted, null);
    }

    /**
     * Like {@link #all(SiteId, Map)}, for an answer that keeps all versions in memory.
     *
     * @param seat charged with each content before it is parsed; null if the versions are not kept
     */
    public Map<RecordId, Map<Integer, Version>> all(
            SiteId site, Map<RecordId, ? extends Collection<Integer>> wanted, MemoryBudget.@Nullable Seat seat) {
        List<Map<String, Object>> rows = wanted.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .distinct()
                        .map(number -> Map.<String, Object>of("id", e.getKey().toString(), "number", number)))
                .toList();
        Map<RecordId, Map<Integer, Version>> found = new HashMap<>();
        if (!rows.isEmpty()) {
            jdbc.sql("SELECT v.record_id, " + COLUMNS
                            + " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS w(id uuid, number int)" + BY_KEY)
                    .param("site", site.value())
                    .param("rows", RecordStore.json(rows))
                    .query(row -> {
                        if (seat != null) {
                            seat.weigh(row.getString("content"));
                        }
                        Version version = version(row);
                        found.computeIfAbsent(
                                        new RecordId(row.getObject("record_id", UUID.class)), id -> new HashMap<>())
                                .put(version.number(), version);
                    });
        }
        return found;
    }

    /** The records whose version is or was visible in either environment. */
    public Set<RecordId> everShown(SiteId site, Map<RecordId, Integer> wanted) {
        return new HashSet<>(jdbc.sql("""
                        SELECT DISTINCT o.record_id FROM visibility o
                        WHERE o.site_id = :site AND o.environment IN ('staging', 'live') AND o.record_id = ANY (:ids)
                          AND ((o.record_id, o.version) IN (
                               SELECT w.id, w.number FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS w(id uuid, number int))
                          ) IS TRUE""")
                .param("site", site.value())
                .param("ids", RecordRows.array(wanted.keySet()))
                .param("rows", rows(wanted))
                .query((row, n) -> new RecordId(row.getObject("record_id", UUID.class)))
                .list());
    }

    /** Title and path of a version. */
    public record Title(String title, @Nullable String path) {}

    /** Titles and paths of versions. Versions that do not exist are omitted. */
    public Map<RecordId, Title> titles(SiteId site, Map<RecordId, Integer> wanted) {
        Map<RecordId, Title> titles = new HashMap<>();
        if (!wanted.isEmpty()) {
            jdbc.sql("SELECT v.record_id, v.title, v.path"
                            + " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS w(id uuid, number int)" + BY_KEY)
                    .param("site", site.value())
                    .param("rows", rows(wanted))
                    .query(row -> {
                        titles.put(
                                new RecordId(row.getObject("record_id", UUID.class)),
                                new Title(row.getString("title"), row.getString("path")));
                    });
        }
        return titles;
    }

    private static String rows(Map<RecordId, Integer> wanted) {
        return RecordStore.json(wanted.entrySet().stream()
                .map(e -> Map.of("id", e.getKey().toString(), "number", e.getValue()))
                .toList());
    }

    /** Versions below a number, newest first, with empty content. */
    public List<Version> before(SiteId site, RecordId record, int before, int limit, @Nullable Environment only) {
        return jdbc.sql("SELECT " + WITHOUT_CONTENT + " FROM version v"
                        + " WHERE site_id = :site AND record_id = :record AND number < :before" + OF_ENVIRONMENT
                        + " ORDER BY number DESC LIMIT :limit")
                .param("site", site.value())
                .param("record", record.value())
                .param("before", before)
                .param("only", only == null ? null : only.key())
                .param("limit", limit)
                .query((row, n) -> version(row))
                .list();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getInt("number"),
                new Contents(
                        row.getString("title"),
                        row.getString("path"),
                        Json.readObject(row.getString("content")),
                        RecordRows.texts(row.getString("tags"))),
                row.getObject("type_revision", Integer.class),
                row.getString("hash"),
                Environment.parse(row.getString("environment")),
                row.getObject("author_id", UUID.class),
                row.getString("author_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("origin"));
    }
}
