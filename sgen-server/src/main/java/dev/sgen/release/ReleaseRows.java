package dev.sgen.release;

import dev.sgen.member.Originator;
import dev.sgen.platform.Json;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Reads and writes releases; all items of a release in one statement. */
@Component
class ReleaseRows {
    private static final String RELEASE = """
            SELECT r.*, (SELECT count(*) FROM release_item i
                         WHERE i.site_id = r.site_id AND i.release_id = r.id AND NOT i.carried) AS items
            FROM release r
            """;

    private final JdbcClient jdbc;

    ReleaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Release> find(SiteId site, ReleaseId id) {
        return jdbc.sql(RELEASE + "WHERE r.site_id = :site AND r.id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, n) -> release(row))
                .optional();
    }

    /** Finds a release and locks it until the end of the transaction. */
    Optional<Release> lock(SiteId site, ReleaseId id) {
        return jdbc.sql(RELEASE + "WHERE r.site_id = :site AND r.id = :id FOR UPDATE OF r")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, n) -> release(row))
                .optional();
    }

    /** All releases of a site: pending ones first, then the newest. */
    List<Release> all(SiteId site) {
        return jdbc.sql(RELEASE + """
                        WHERE r.site_id = :site
                        ORDER BY r.state IN ('promoted', 'undone'), r.changed_at DESC, r.id DESC""")
                .param("site", site.value())
                .query((row, n) -> release(row))
                .list();
    }

    /** The scheduled releases that are due until a moment. */
    List<Release> dueUntil(SiteId site, Instant until) {
        return jdbc.sql(RELEASE + """
                        WHERE r.site_id = :site AND r.state = 'scheduled' AND r.at <= :until
                        ORDER BY r.at, r.id""")
                .param("site", site.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, n) -> release(row))
                .list();
    }

    /** A release whose moment has come. */
    record Due(SiteId site, ReleaseId id) {}

    List<Due> due(Instant now) {
        return jdbc.sql("SELECT site_id, id FROM release WHERE state = 'scheduled' AND at <= :now ORDER BY at, id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Due(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        new ReleaseId(row.getObject("id", UUID.class))))
                .list();
    }

    /** A scheduled release with its originator. */
    record Waiting(SiteId site, ReleaseId id, Originator by) {}

    List<Waiting> waiting() {
        return jdbc.sql("""
                        SELECT site_id, id, scheduled_by, scheduled_token FROM release
                        WHERE state = 'scheduled' AND scheduled_by IS NOT NULL""")
                .query((row, n) -> {
                    SiteId site = new SiteId(row.getObject("site_id", UUID.class));
                    return new Waiting(
                            site,
                            new ReleaseId(row.getObject("id", UUID.class)),
                            new Originator(
                                    site,
                                    new MemberId(row.getObject("scheduled_by", UUID.class)),
                                    row.getObject("scheduled_token", UUID.class)));
                })
                .list();
    }

    List<ReleaseItem> items(SiteId site, ReleaseId id) {
        return jdbc.sql("""
                        SELECT * FROM release_item WHERE site_id = :site AND release_id = :id
                        ORDER BY carried, type, title, record_id""")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, n) -> item(row))
                .list();
    }

    /** Another pending release that contains one of the records. */
    record Shared(
            RecordId record,
            ReleaseId release,
            String name,
            @Nullable Instant at) {}

    List<Shared> shared(SiteId site, ReleaseId id) {
        return jdbc.sql("""
                        WITH mine AS MATERIALIZED (
                            SELECT record_id, carried FROM release_item WHERE site_id = :site AND release_id = :id
                        )
                        SELECT o.record_id, r.id, r.name, r.at
                        FROM release r
                        JOIN release_item o ON o.site_id = r.site_id AND o.release_id = r.id
                        WHERE r.site_id = :site AND r.id <> :id AND r.state IN ('open', 'scheduled', 'failed')
                          AND CASE WHEN o.carried THEN o.record_id IN (SELECT record_id FROM mine WHERE NOT carried)
                                   ELSE o.record_id IN (SELECT record_id FROM mine) END
                        ORDER BY r.name, o.record_id""")
                .param("site", site.value())
                .param("id", id.value())
                .query((row, n) -> new Shared(
                        new RecordId(row.getObject("record_id", UUID.class)),
                        new ReleaseId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        moment(row, "at")))
                .list();
    }

    void insert(SiteId site, Release release) {
        write(site, release, """
                INSERT INTO release (site_id, id, name, state, at, edition, created_at, created_by, changed_at, changed_by,
                                     scheduled_by, scheduled_by_name, scheduled_token)
                VALUES (:site, :id, :name, :state, :at, :edition, :createdAt, :createdBy, :changedAt, :changedBy,
                        CAST(:scheduledBy AS uuid), :scheduledByName, CAST(:scheduledToken AS uuid))""");
    }

    /** Updates a release and clears its earlier failure. */
    void update(SiteId site, Release release) {
        write(site, release, """
                UPDATE release SET name = :name, state = :state, at = :at, edition = :edition, changed_at = :changedAt,
                       changed_by = :changedBy, scheduled_by = CAST(:scheduledBy AS uuid),
                       scheduled_by_name = :scheduledByName, scheduled_token = CAST(:scheduledToken AS uuid), failure_code = NULL, failure = NULL, created_at = :createdAt,
                       created_by = :createdBy
                WHERE site_id = :site AND id = :id""");
    }

    private void write(SiteId site, Release release, String sql) {
        Instant at = release.at();
        jdbc.sql(sql)
                .param("site", site.value())
                .param("id", release.id().value())
                .param("name", release.name())
                .param("state", release.state().key())
                .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC))
                .param("edition", release.edition())
                .param("createdAt", release.createdAt().atOffset(ZoneOffset.UTC))
                .param("createdBy", release.createdBy())
                .param("changedAt", release.changedAt().atOffset(ZoneOffset.UTC))
                .param("changedBy", release.changedBy())
                .param(
                        "scheduledBy",
                        release.scheduledBy() == null
                                ? null
                                : release.scheduledBy().toString())
                .param("scheduledByName", release.scheduledByName())
                .param(
                        "scheduledToken",
                        release.scheduledToken() == null
                                ? null
                                : release.scheduledToken().toString())
                .update();
    }

    void delete(SiteId site, ReleaseId id) {
        jdbc.sql("DELETE FROM release_item WHERE site_id = :site AND release_id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .update();
        jdbc.sql("DELETE FROM release WHERE site_id = :site AND id = :id")
                .param("site", site.value())
                .param("id", id.value())
                .update();
    }

    /** Inserts items, or replaces the items of the same records. */
    void put(SiteId site, ReleaseId id, Collection<ReleaseItem> items) {
        if (items.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO release_item (site_id, release_id, record_id, type, title, path, action, version, carried,
                                                  added_at, added_by)
                        SELECT :site, :id, i.record_id, i.type, i.title, i.path, i.action, i.version, i.carried,
                               i.added_at, i.added_by
                        FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS i(record_id uuid, type text, title text, path text,
                             action text, version int, carried boolean, added_at timestamptz, added_by text)
                        ON CONFLICT (site_id, release_id, record_id) DO UPDATE SET
                            title = EXCLUDED.title, path = EXCLUDED.path, action = EXCLUDED.action,
                            version = EXCLUDED.version, carried = EXCLUDED.carried, added_at = EXCLUDED.added_at,
                            added_by = EXCLUDED.added_by""")
                .param("site", site.value())
                .param("id", id.value())
                .param(
                        "items",
                        Json.write(items.stream().map(ReleaseRows::columns).toList()))
                .update();
    }

    private static Map<String, Object> columns(ReleaseItem item) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record_id", item.record().toString());
        row.put("type", item.pinned().type());
        row.put("title", item.pinned().title());
        row.put("path", item.pinned().path());
        row.put("action", item.step().kind().key());
        row.put("version", item.step().version());
        row.put("carried", item.step().carried());
        row.put("added_at", item.addedAt().toString());
        row.put("added_by", item.addedBy());
        return row;
    }

    void takeOut(SiteId site, ReleaseId id, Collection<RecordId> records) {
        if (!records.isEmpty()) {
            jdbc.sql("""
                            DELETE FROM release_item
                            WHERE site_id = :site AND release_id = :id AND record_id = ANY (:records)""")
                    .param("site", site.value())
                    .param("id", id.value())
                    .param(
                            "records",
                            new SqlArrayValue(
                                    "uuid",
                                    records.stream().map(RecordId::value).toArray()))
                    .update();
        }
    }

    /**
     * Changes the state if the release is unchanged since it was read. The row lock and the edition ensure that a
     * moment takes effect only once, however many nodes poll.
     *
     * @return whether it was unchanged
     */
    boolean settle(SiteId site, Release seen, Release.State to, @Nullable String entry, Instant now, String by) {
        return settle(site, seen, to, entry, now, by, null, null);
    }

    boolean settle(
            SiteId site,
            Release seen,
            Release.State to,
            @Nullable String entry,
            Instant now,
            String by,
            @Nullable String failureCode,
            @Nullable String failure) {
        return jdbc.sql("""
                        UPDATE release SET state = :to, edition = edition + 1, settled_at = :now, settled_by = :by,
                               changed_at = :now, changed_by = :by, entry = :entry, failure_code = :failureCode,
                               failure = :failure
                        WHERE site_id = :site AND id = :id AND edition = :edition AND state = :from""")
                        .param("site", site.value())
                        .param("id", seen.id().value())
                        .param("edition", seen.edition())
                        .param("from", seen.state().key())
                        .param("to", to.key())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("by", by)
                        .param("entry", entry)
                        .param("failureCode", failureCode)
                        .param("failure", failure)
                        .update()
                == 1;
    }

    /** Stores what the steps changed on live, so that it can be undone. */
    void taken(SiteId site, ReleaseId id, List<ReleaseStep.Taken> taken) {
        if (taken.isEmpty()) {
            return;
        }
        // Each item looks its own step up; PostgreSQL might run a join as a nested loop.
        jdbc.sql("""
                        WITH told AS MATERIALIZED (SELECT CAST(:taken AS jsonb) AS steps)
                        UPDATE release_item i SET taken = true,
                            (was_archived, was_working, was_published, was_base, became, merged) = (
                                SELECT t.* FROM jsonb_to_record((SELECT steps FROM told) -> CAST(i.record_id AS text))
                                    AS t(was_archived boolean, was_working int, was_published int, was_base int, became int,
                                         merged boolean))
                        WHERE i.site_id = :site AND i.release_id = :id
                          AND jsonb_exists((SELECT steps FROM told), CAST(i.record_id AS text))""")
                .param("site", site.value())
                .param("id", id.value())
                .param("taken", Json.write(byRecord(taken)))
                .update();
    }

    private static Map<String, Object> byRecord(List<ReleaseStep.Taken> taken) {
        Map<String, Object> steps = new LinkedHashMap<>();
        taken.forEach(step -> steps.put(step.record().toString(), columns(step)));
        return steps;
    }

    private static Map<String, Object> columns(ReleaseStep.Taken taken) {
        ReleaseStep.Before before = taken.before();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("was_archived", before == null ? null : before.archived());
        row.put("was_working", before == null ? null : before.working());
        row.put("was_published", before == null ? null : before.published());
        row.put("was_base", taken.base());
        row.put("became", taken.became());
        row.put("merged", taken.merged());
        return row;
    }

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                new ReleaseId(row.getObject("id", UUID.class)),
                row.getString("name"),
                Release.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                moment(row, "at"),
                row.getInt("edition"),
                row.getInt("items"),
                Objects.requireNonNull(moment(row, "created_at")),
                row.getString("created_by"),
                Objects.requireNonNull(moment(row, "changed_at")),
                row.getString("changed_by"),
                row.getObject("scheduled_by", UUID.class),
                row.getString("scheduled_by_name"),
                row.getObject("scheduled_token", UUID.class),
                moment(row, "settled_at"),
                row.getString("settled_by"),
                row.getString("entry"),
                row.getString("failure_code"),
                row.getString("failure"));
    }

    private static ReleaseItem item(ResultSet row) throws SQLException {
        RecordId record = new RecordId(row.getObject("record_id", UUID.class));
        ReleaseStep.Kind kind = ReleaseStep.Kind.valueOf(row.getString("action").toUpperCase(Locale.ROOT));
        Integer working = row.getObject("was_working", Integer.class);
        ReleaseStep.Before before = working == null
                ? null
                : new ReleaseStep.Before(
                        row.getBoolean("was_archived"), working, row.getObject("was_published", Integer.class));
        return new ReleaseItem(
                new VersionPinning.Pinned(
                        new ReleaseStep(
                                record, kind, row.getObject("version", Integer.class), row.getBoolean("carried")),
                        row.getString("type"),
                        row.getString("title"),
                        row.getString("path")),
                Objects.requireNonNull(moment(row, "added_at")),
                row.getString("added_by"),
                row.getBoolean("taken")
                        ? new ReleaseStep.Taken(
                                record,
                                kind,
                                before,
                                row.getObject("became", Integer.class),
                                row.getObject("was_base", Integer.class),
                                row.getBoolean("merged"))
                        : null);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
