package dev.sgen.publishing.visibility;

import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data a {@link PublicView} reads, as SQL: {@code shown} has the version at each address, {@code past} the earlier
 * ones. All queries of a view use only these two, so that past, future and drafts are answered by the same SQL as the
 * present (invariant 4).
 *
 * @param shown common table expressions, the last one named {@code shown}
 * @param past one more, named {@code past}
 * @param media a condition on the visibility intervals {@code o} that make a file downloadable
 * @param archived an SQL condition: whether the record of a row of {@code past} is archived
 * @param revision the revision to read; null for the newest
 * @param parameters the values of the SQL's own parameters
 */
record VisibilitySource(
        String shown,
        String past,
        String media,
        String archived,
        @Nullable Long revision,
        Map<String, Object> parameters) {

    private static final String ARCHIVED_NOW = """
            EXISTS (SELECT FROM coordinate c WHERE c.site_id = :site AND c.environment = :environment
                    AND c.record_id = past.record_id AND c.state = 'archived')
            """;

    /** Visibility intervals do not tell whether a record was archived; for a past moment the audit trail does. */
    private static final String ARCHIVED_THEN = """
            coalesce((SELECT coalesce(e.entry ->> 'newState', jsonb_path_query_first(e.entry -> 'details' -> 'records',
                                 '$[*] ? (@.id == $id).newState', jsonb_build_object('id', s.record_id)) #>> '{}') = 'archived'
                      FROM audit_subject s JOIN audit_entry e ON e.site_id = s.site_id AND e.seq = s.seq
                      WHERE s.site_id = :site AND s.record_id = past.record_id AND e.at <= :moment
                        AND :environment IN (e.environment, e.entry ->> 'targetEnvironment')
                        AND e.operation <> ALL ('{save,preview.create,preview.revoke,media.upload}'::text[])
                      ORDER BY s.seq DESC LIMIT 1), false)
            """;

    private static final String CLOSED = """
            past AS NOT MATERIALIZED (
                SELECT record_id, path, to_revision FROM visibility
                WHERE site_id = :site AND environment = :environment AND to_at IS NOT NULL
            """;

    private static final String OPEN_MEDIA = "o.to_at IS NULL AND o.environment IN (:environment, 'live')";

    /** What visitors see now. */
    static final VisibilitySource PRESENT =
            new VisibilitySource("""
            WITH shown AS NOT MATERIALIZED (
                SELECT record_id, type, version, path, listed_at, from_at FROM visibility
                WHERE site_id = :site AND environment = :environment AND to_at IS NULL
            )
            """, CLOSED + ")\n", OPEN_MEDIA, ARCHIVED_NOW, null, Map.of());

    /**
     * What visitors saw at one revision. Revisions are assigned under lock and moments are not, so of two concurrent
     * changes only the revisions tell which came last.
     *
     * @param moment the moment for which the revision was determined, UTC
     */
    static VisibilitySource past(long revision, Instant moment) {
        return new VisibilitySource(
                """
                WITH shown AS NOT MATERIALIZED (
                    SELECT record_id, type, version, path, listed_at, from_at FROM visibility
                    WHERE site_id = :site AND environment = :environment
                      AND from_revision <= :revision AND (to_revision IS NULL OR to_revision > :revision)
                )
                """,
                CLOSED + " AND to_revision <= :revision)\n",
                """
                (o.environment = :environment AND o.from_revision <= :revision
                     AND (o.to_revision IS NULL OR o.to_revision > :revision)
                 OR o.environment = 'live' AND o.from_at <= :moment AND (o.to_at IS NULL OR o.to_at > :moment))
                """,
                ARCHIVED_THEN,
                revision,
                Map.of("revision", revision, "moment", moment.atOffset(java.time.ZoneOffset.UTC)));
    }

    /**
     * A replacement for a record's public state.
     *
     * @param version the version to show; null to hide the record
     * @param path the address of that version
     * @param listedAt the date stated in the content, by which lists sort, or null
     * @param from since when it is visible, UTC
     */
    record Laid(
            RecordId record,
            String type,
            @Nullable Integer version,
            @Nullable String path,
            @Nullable Instant listedAt,
            Instant from) {
        static Laid of(SiteRecord record, LockedRecord.Head head, Instant from) {
            return new Laid(record.id(), record.type(), head.number(), head.path(), head.listedAt(), from);
        }

        private Map<String, Object> row() {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("record_id", record.toString());
            row.put("type", type);
            row.put("version", version);
            row.put("path", path);
            row.put("listed_at", listedAt == null ? null : listedAt.toString());
            row.put("from_at", from.toString());
            return row;
        }
    }

    /**
     * The current view with some records replaced; a record at the same address is hidden. Written so that PostgreSQL
     * can only hash or merge, because a release may replace thousands of records.
     */
    static VisibilitySource over(List<Laid> laid) {
        if (laid.isEmpty()) {
            return PRESENT;
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        laid.forEach(each -> rows.add(each.row()));
        return new VisibilitySource(
                """
                WITH laid AS (
                    SELECT * FROM jsonb_to_recordset(CAST(:laid AS jsonb))
                        AS x(record_id uuid, type text, version int, path text, listed_at timestamptz, from_at timestamptz)
                ), open AS (
                    SELECT * FROM visibility WHERE site_id = :site AND environment = :environment AND to_at IS NULL
                ), shown AS (
                    SELECT o.record_id, o.type, o.version, o.path, o.listed_at, o.from_at FROM open o
                    WHERE (o.record_id IN (SELECT l.record_id FROM laid l)) IS NOT TRUE
                      AND (o.path IN (SELECT l.path FROM laid l WHERE l.version IS NOT NULL)) IS NOT TRUE
                    UNION ALL
                    SELECT * FROM (
                        SELECT l.record_id, l.type, l.version, l.path, coalesce(l.listed_at, o.listed_at, l.from_at), l.from_at
                        FROM laid l FULL JOIN open o ON o.record_id = l.record_id OFFSET 0) x
                    WHERE x.version IS NOT NULL
                )
                """, CLOSED + """
                     UNION ALL
                    SELECT o.record_id, o.path, 9223372036854775807 FROM open o
                    WHERE EXISTS (SELECT FROM laid l WHERE l.record_id = o.record_id AND l.path IS DISTINCT FROM o.path))
                """, OPEN_MEDIA, ARCHIVED_NOW, null, Map.of("laid", RecordStore.json(rows)));
    }
}
