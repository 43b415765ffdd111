package dev.sgen.publishing.engine;

import dev.sgen.platform.Json;
import dev.sgen.publishing.Approval;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Reads and writes approvals in the database. */
@Component
public class ApprovalRows {
    private static final String GRANTED = """
            AND a.state = 'granted' AND (a.id IN (
                SELECT r.approval_id FROM approval_record r
                WHERE r.site_id = :site AND r.record_id = ANY (:records))) IS TRUE
            ORDER BY a.id""";

    private final JdbcClient jdbc;

    ApprovalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(SiteId site, Approval approval) {
        UUID token = approval.askedByToken();
        UUID release = approval.release();
        jdbc.sql("""
                        WITH asked AS (
                            INSERT INTO approval (site_id, id, state, note, asked_by, asked_by_name, asked_by_token, asked_at, release_id)
                            VALUES (:site, :id, 'asked', :note, :by, :byName, CAST(:token AS uuid), :at, CAST(:release AS uuid))
                        )
                        INSERT INTO approval_record (site_id, approval_id, record_id, type, title, version,
                                                     live_published, live_working, live_archived, asked)
                        SELECT :site, :id, r.record, r.type, r.title, r.version,
                               r."livePublished", r."liveWorking", r."liveArchived", r.asked
                        FROM jsonb_to_recordset(CAST(:records AS jsonb))
                             AS r (record uuid, type text, title text, version int, "livePublished" int,
                                   "liveWorking" int, "liveArchived" boolean, asked boolean)""")
                .param("site", site.value())
                .param("id", approval.id())
                .param("note", approval.note())
                .param("by", approval.askedBy().value())
                .param("byName", approval.askedByName())
                .param("token", token == null ? null : token.toString())
                .param("release", release == null ? null : release.toString())
                .param("at", approval.askedAt().atOffset(ZoneOffset.UTC))
                .param(
                        "records",
                        Json.write(approval.records().stream()
                                .map(ApprovalRows::row)
                                .toList()))
                .update();
    }

    private static Map<String, Object> row(Approval.Bound bound) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record", bound.record().toString());
        row.put("type", bound.type());
        row.put("title", bound.title());
        row.put("version", bound.version());
        row.put("livePublished", bound.livePublished());
        row.put("liveWorking", bound.liveWorking());
        row.put("liveArchived", bound.liveArchived());
        row.put("asked", bound.asked());
        return row;
    }

    /**
     * The site's approvals, newest first.
     *
     * @param before only approvals with a lower id; null for the first page
     */
    public List<Approval> of(SiteId site, boolean openOnly, int limit, @Nullable UUID before) {
        return read(
                site, """
                AND (NOT :open OR a.state IN ('asked', 'granted'))
                AND (CAST(:before AS uuid) IS NULL OR a.id < CAST(:before AS uuid))
                ORDER BY a.id DESC LIMIT :limit""", Map.of("open", openOnly, "before", before == null ? "" : before.toString(), "limit", limit));
    }

    /** The newest open request or granted approval of a release. */
    public Optional<Approval> ofRelease(SiteId site, UUID release) {
        return read(
                        site,
                        "AND a.release_id = CAST(:release AS uuid) AND a.state IN ('asked', 'granted') ORDER BY a.id DESC",
                        Map.of("release", release.toString()))
                .stream()
                .findFirst();
    }

    public Optional<Approval> find(SiteId site, UUID id) {
        return read(site, "AND a.id = CAST(:id AS uuid)", Map.of("id", id.toString())).stream()
                .findFirst();
    }

    /** Granted approvals that contain any of these records, locked because an approval can be used only once. */
    List<Approval> lockGranted(SiteId site, Collection<RecordId> records) {
        return read(site, GRANTED + " FOR UPDATE OF a", Map.of("records", RecordRows.array(records)));
    }

    /** Like {@link #lockGranted}, without a lock. */
    List<Approval> granted(SiteId site, Collection<RecordId> records) {
        return read(site, GRANTED, Map.of("records", RecordRows.array(records)));
    }

    /** The number of requests that have no answer yet. */
    public int waiting(SiteId site) {
        return jdbc.sql("SELECT count(*) FROM approval WHERE site_id = :site AND state = 'asked'")
                .param("site", site.value())
                .query(Integer.class)
                .single();
    }

    /** The sites with open requests or granted approvals, which could become void. */
    public List<SiteId> sitesWithOpen() {
        return jdbc.sql("SELECT DISTINCT site_id FROM approval WHERE state IN ('asked', 'granted')")
                .query((row, n) -> new SiteId(row.getObject("site_id", UUID.class)))
                .list();
    }

    /** Changes the state if it is still {@code from}. Returns whether it was. */
    public boolean close(
            SiteId site, UUID id, Approval.Standing from, Approval.Standing to, @Nullable String reason, Instant at) {
        return jdbc.sql("""
                        UPDATE approval SET state = :to, reason = :reason, closed_at = :at
                        WHERE site_id = :site AND id = :id AND state = :from""")
                        .param("to", to.key())
                        .param("reason", reason)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("site", site.value())
                        .param("id", id)
                        .param("from", from.key())
                        .update()
                == 1;
    }

    /** Stores the decision if the request is still open. Returns whether it was. */
    public boolean decide(
            SiteId site,
            UUID id,
            Approval.Standing to,
            MemberId by,
            String byName,
            String answer,
            @Nullable Instant planned,
            Instant at) {
        return jdbc.sql("""
                        UPDATE approval SET state = :to, decided_by = :by, decided_by_name = :byName, decided_at = :at,
                               answer = :answer, planned_at = CAST(:planned AS timestamptz),
                               closed_at = CASE WHEN :to = 'declined' THEN :at END
                        WHERE site_id = :site AND id = :id AND state = 'asked'""")
                        .param("to", to.key())
                        .param("by", by.value())
                        .param("byName", byName)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("answer", answer)
                        .param("planned", planned == null ? null : planned.toString())
                        .param("site", site.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Deletes the records of the request that are not part of {@code approval}. */
    public void keepOnly(SiteId site, Approval approval) {
        jdbc.sql("""
                        DELETE FROM approval_record
                        WHERE site_id = :site AND approval_id = :id AND NOT record_id = ANY (:kept)""")
                .param("site", site.value())
                .param("id", approval.id())
                .param(
                        "kept",
                        RecordRows.array(approval.records().stream()
                                .map(Approval.Bound::record)
                                .toList()))
                .update();
    }

    /** Whether the site requires an approval for every change of live. */
    public boolean secondPerson(SiteId site) {
        return jdbc.sql("SELECT second_person FROM site WHERE id = :site")
                .param("site", site.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private List<Approval> read(SiteId site, String which, Map<String, Object> params) {
        Map<String, Object> all = new LinkedHashMap<>(params);
        all.put("site", site.value());
        all.computeIfPresent("before", (k, v) -> v.equals("") ? null : v);
        all.putIfAbsent("before", null);
        List<Approval> approvals = jdbc.sql("SELECT a.* FROM approval a WHERE a.site_id = :site " + which)
                .params(all)
                .query((row, n) -> approval(row))
                .list();
        if (approvals.isEmpty()) {
            return approvals;
        }
        Map<UUID, List<Approval.Bound>> bound = bound(site, approvals);
        return approvals.stream()
                .map(a -> a.holding(bound.getOrDefault(a.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<Approval.Bound>> bound(SiteId site, List<Approval> approvals) {
        Map<UUID, List<Approval.Bound>> bound = new LinkedHashMap<>();
        SqlArrayValue ids =
                new SqlArrayValue("uuid", approvals.stream().map(Approval::id).toArray());
        jdbc.sql("""
                        SELECT * FROM approval_record WHERE site_id = :site AND approval_id = ANY (:ids)
                        ORDER BY asked DESC, lower(title), record_id""").param("site", site.value()).param("ids", ids).query(row -> {
            bound.computeIfAbsent(row.getObject("approval_id", UUID.class), id -> new ArrayList<>())
                    .add(new Approval.Bound(
                            new RecordId(row.getObject("record_id", UUID.class)),
                            row.getString("type"),
                            row.getString("title"),
                            row.getInt("version"),
                            row.getObject("live_published", Integer.class),
                            row.getObject("live_working", Integer.class),
                            row.getBoolean("live_archived"),
                            row.getBoolean("asked")));
        });
        return bound;
    }

    private static Approval approval(ResultSet row) throws SQLException {
        UUID decidedBy = row.getObject("decided_by", UUID.class);
        return new Approval(
                row.getObject("id", UUID.class),
                Approval.Standing.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                new MemberId(row.getObject("asked_by", UUID.class)),
                row.getString("asked_by_name"),
                row.getObject("asked_by_token", UUID.class),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                decidedBy == null ? null : new MemberId(decidedBy),
                row.getString("decided_by_name"),
                moment(row, "decided_at"),
                row.getString("answer"),
                moment(row, "planned_at"),
                moment(row, "closed_at"),
                row.getString("reason"),
                row.getObject("release_id", UUID.class),
                List.of());
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
