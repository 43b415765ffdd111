package dev.sgen.publishing.engine;

import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/**
 * Reads and locks records with their version headers. The number of SQL statements does not depend on the number of
 * records.
 */
@Component
public class RecordRows {
    private static final String HEAD = """
            v.record_id, v.number, v.hash, v.title, v.path, to_json(v.tags)::text AS tags,
            coalesce(v.content ->> 'date', v.content ->> 'start') AS listed""";

    private final JdbcClient jdbc;

    RecordRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the records in id order, so that concurrent operations can't deadlock. As the first statement of every
     * write, it also calls {@code plan_afresh()}, which makes PostgreSQL plan the foreign key checks once per
     * operation, with current table sizes.
     */
    Map<RecordId, LockedRecord> lock(SiteId site, Collection<RecordId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        jdbc.sql("""
                        SELECT id FROM record
                        WHERE site_id = :site AND id = ANY (:ids) AND (SELECT plan_afresh())
                        ORDER BY id FOR UPDATE""")
                .param("site", site.value())
                .param("ids", array(ids))
                .query((row, n) -> n)
                .list();
        // Read after the lock, because a row may have changed while this transaction waited for it.
        return load(site, ids);
    }

    /** Reads the records without locking them; unknown ids are omitted. */
    public Map<RecordId, LockedRecord> load(SiteId site, Collection<RecordId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<RecordId, Map<Integer, LockedRecord.Head>> heads = heads(site, ids);
        return records(site, ids).stream()
                .collect(Collectors.toMap(
                        SiteRecord::id,
                        record -> new LockedRecord(record, heads.getOrDefault(record.id(), Map.of())),
                        (a, b) -> a,
                        LinkedHashMap::new));
    }

    /**
     * Full joins, although every coordinate has its record: PostgreSQL can only hash or merge them, so it reads each
     * table once, even if it has no statistics of the site yet.
     */
    public List<SiteRecord> records(SiteId site, Collection<RecordId> ids) {
        return jdbc.sql("SELECT r.id, r.type, r.last_version, r.base, " + columns("s") + ", " + columns("l") + """
                         FROM (SELECT * FROM record WHERE site_id = :site AND id = ANY (:ids)) r
                        FULL JOIN (SELECT * FROM coordinate WHERE site_id = :site AND environment = 'staging'
                                   AND record_id = ANY (:ids)) s ON s.record_id = r.id
                        FULL JOIN (SELECT * FROM coordinate WHERE site_id = :site AND environment = 'live'
                                   AND record_id = ANY (:ids)) l ON l.record_id = r.id
                        ORDER BY r.id""")
                .param("site", site.value())
                .param("ids", array(ids))
                .query((row, n) -> record(row))
                .list();
    }

    /** The locked records with additional version headers, such as those of pinned versions. */
    public Map<RecordId, LockedRecord> knowing(
            SiteId site, Map<RecordId, LockedRecord> lockedRecords, Map<RecordId, List<Integer>> fixed) {
        if (fixed.isEmpty()) {
            return lockedRecords;
        }
        Map<RecordId, Map<Integer, LockedRecord.Head>> heads = heads(site, fixed);
        Map<RecordId, LockedRecord> known = new LinkedHashMap<>();
        lockedRecords.forEach(
                (id, lockedRecord) -> known.put(id, lockedRecord.knowing(heads.getOrDefault(id, Map.of()))));
        return known;
    }

    private Map<RecordId, Map<Integer, LockedRecord.Head>> heads(SiteId site, Collection<RecordId> ids) {
        return heads(jdbc.sql("SELECT " + HEAD + """
                         FROM (SELECT DISTINCT c.record_id AS id, n.number FROM coordinate c
                               CROSS JOIN LATERAL (VALUES (c.working), (c.published), (c.schedule_version)) n (number)
                               WHERE c.site_id = :site AND c.environment IN ('staging', 'live')
                                 AND c.record_id = ANY (:ids) AND n.number IS NOT NULL) w
                        """ + VersionRows.BY_KEY)
                .param("site", site.value())
                .param("ids", array(ids)));
    }

    /** Headers of any versions; versions that do not exist are omitted. */
    public Map<RecordId, Map<Integer, LockedRecord.Head>> heads(SiteId site, Map<RecordId, List<Integer>> wanted) {
        List<Map<String, Object>> rows = wanted.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .map(number -> Map.<String, Object>of("id", e.getKey().toString(), "number", number)))
                .toList();
        return heads(jdbc.sql("SELECT " + HEAD
                        + " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS w(id uuid, number int)"
                        + VersionRows.BY_KEY)
                .param("site", site.value())
                .param("rows", RecordStore.json(rows)));
    }

    private static Map<RecordId, Map<Integer, LockedRecord.Head>> heads(JdbcClient.StatementSpec asked) {
        Map<RecordId, Map<Integer, LockedRecord.Head>> heads = new HashMap<>();
        asked.query(row -> {
            LockedRecord.Head head = new LockedRecord.Head(
                    row.getInt("number"),
                    row.getString("hash"),
                    row.getString("title"),
                    row.getString("path"),
                    texts(row.getString("tags")),
                    moment(row.getString("listed")));
            heads.computeIfAbsent(new RecordId(row.getObject("record_id", UUID.class)), id -> new HashMap<>())
                    .put(head.number(), head);
        });
        return heads;
    }

    /** The coordinate columns of one join side, with the aliases that {@link #coordinate} expects. */
    public static String columns(String side) {
        return List.of(
                        "state",
                        "working",
                        "published",
                        "schedule_at",
                        "schedule_action",
                        "schedule_version",
                        "schedule_by",
                        "schedule_by_name",
                        "schedule_token",
                        "edition",
                        "title",
                        "path",
                        "updated_at",
                        "updated_by")
                .stream()
                .map(c -> side + "." + c + " AS " + side + "_" + c)
                .collect(Collectors.joining(", "));
    }

    /** Reads a row with the columns of {@link #columns} for {@code s} (staging) and {@code l} (live). */
    public static SiteRecord record(ResultSet row) throws SQLException {
        RecordId id = new RecordId(row.getObject("id", UUID.class));
        String type = row.getString("type");
        return new SiteRecord(
                id,
                type,
                row.getInt("last_version"),
                row.getObject("base", Integer.class),
                coordinate(row, "s_", id, type, Environment.STAGING),
                coordinate(row, "l_", id, type, Environment.LIVE));
    }

    private static @Nullable Coordinate coordinate(
            ResultSet row, String side, RecordId id, String type, Environment environment) throws SQLException {
        String state = row.getString(side + "state");
        if (state == null) {
            return null;
        }
        return new Coordinate(
                id,
                type,
                environment,
                state.equals(State.ARCHIVED.key()),
                row.getInt(side + "working"),
                row.getObject(side + "published", Integer.class),
                schedule(row, side),
                row.getInt(side + "edition"),
                row.getString(side + "title"),
                row.getString(side + "path"),
                row.getObject(side + "updated_at", OffsetDateTime.class).toInstant(),
                row.getString(side + "updated_by"));
    }

    private static @Nullable Schedule schedule(ResultSet row, String side) throws SQLException {
        OffsetDateTime at = row.getObject(side + "schedule_at", OffsetDateTime.class);
        if (at == null) {
            return null;
        }
        return new Schedule(
                at.toInstant(),
                Schedule.Action.valueOf(row.getString(side + "schedule_action").toUpperCase(java.util.Locale.ROOT)),
                row.getInt(side + "schedule_version"),
                row.getObject(side + "schedule_by", UUID.class),
                Objects.requireNonNullElse(row.getString(side + "schedule_by_name"), ""),
                row.getObject(side + "schedule_token", UUID.class));
    }

    /**
     * The ids as one array parameter, sorted. A typed array, because a text cast in SQL would be parsed again for each
     * row it is compared with.
     */
    public static SqlArrayValue array(Collection<RecordId> ids) {
        return new SqlArrayValue(
                "uuid", ids.stream().map(RecordId::value).sorted().toArray());
    }

    public static List<String> texts(String json) {
        return Json.read(json).valueStream().map(n -> n.asString()).toList();
    }

    /**
     * Parses the date stated in content; null if it is not an ISO date-time with offset. Lists then sort by the first
     * publication.
     */
    public static @Nullable Instant moment(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException notAMoment) {
            return null;
        }
    }
}
