package dev.sgen.publishing.refresh;

import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Stores the state of staging before a refresh, under the id of its audit entry, so that it can be undone. */
@Component
class RefreshRows {
    private final JdbcClient jdbc;

    RefreshRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One record of a refresh.
     *
     * @param edition staging's edition right after the refresh; null if the refresh deleted the record
     * @param stood staging's state before the refresh; null if the record did not exist
     */
    record Step(
            RecordId record,
            Instant at,
            @Nullable Integer edition,
            @Nullable Integer baseBefore,
            @Nullable Integer baseAfter,
            @Nullable Stood stood) {}

    /** The state of a staging coordinate, as far as an undo restores it. */
    record Stood(
            boolean archived,
            int working,
            @Nullable Integer published,
            @Nullable Schedule schedule) {
        List<Integer> versions() {
            java.util.LinkedHashSet<Integer> versions = new java.util.LinkedHashSet<>(List.of(working));
            if (published != null) {
                versions.add(published);
            }
            if (schedule != null) {
                versions.add(schedule.version());
            }
            return List.copyOf(versions);
        }
    }

    void keep(SiteId site, String entry, List<Transition> transitions, Map<RecordId, LockedRecord> before, Instant at) {
        jdbc.sql("""
                        INSERT INTO refresh_step (site_id, entry, record_id, at, edition, base_before, base_after, stood)
                        SELECT :site, :entry, r.record_id, CAST(:at AS timestamptz), r.edition, r.base_before, r.base_after, r.stood
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                            AS r(record_id uuid, edition int, base_before int, base_after int, stood jsonb)""")
                .param("site", site.value())
                .param("entry", entry)
                .param("at", at.toString())
                .param(
                        "rows",
                        RecordStore.json(transitions.stream()
                                .map(t -> row(t, Objects.requireNonNull(before.get(t.record()))))
                                .toList()))
                .update();
    }

    private static Map<String, Object> row(Transition t, LockedRecord before) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record_id", t.record().toString());
        row.put("edition", t.after() == null ? null : t.after().edition());
        row.put("base_before", before.record().base());
        row.put("base_after", t.base());
        row.put("stood", t.before() == null ? null : stood(t.before()));
        return row;
    }

    private static Map<String, Object> stood(Coordinate at) {
        Map<String, Object> stood = new LinkedHashMap<>();
        stood.put("archived", at.archived());
        stood.put("working", at.working());
        stood.put("published", at.published());
        Schedule s = at.schedule();
        if (s != null) {
            Map<String, Object> schedule = new LinkedHashMap<>();
            schedule.put("at", s.at().toString());
            schedule.put("action", s.action().key());
            schedule.put("version", s.version());
            schedule.put("by", s.by() == null ? null : s.by().toString());
            schedule.put("byName", s.byName());
            schedule.put("token", s.token() == null ? null : s.token().toString());
            stood.put("schedule", schedule);
        }
        return stood;
    }

    /** The steps of a refresh; empty if the entry is not a refresh of this site. */
    List<Step> of(SiteId site, String entry) {
        return jdbc.sql("""
                        SELECT record_id, at, edition, base_before, base_after, stood::text AS stood FROM refresh_step
                        WHERE site_id = :site AND entry = :entry ORDER BY record_id""")
                .param("site", site.value())
                .param("entry", entry)
                .query((row, n) -> step(row))
                .list();
    }

    /**
     * The newest refresh of which at least one record is unchanged since, and the number of those. A full join, because
     * PostgreSQL never runs it as a nested loop.
     */
    Optional<Refresh.Undoable> undoable(SiteId site) {
        return jdbc.sql("""
                        SELECT st.entry, st.at, count(*) AS n
                        FROM (SELECT * FROM refresh_step WHERE site_id = :site) st
                        FULL JOIN (SELECT * FROM coordinate WHERE site_id = :site AND environment = 'staging') c
                             ON c.record_id = st.record_id
                        WHERE c.edition = st.edition AND c.updated_at = st.at OR st.edition IS NULL AND c.record_id IS NULL
                        GROUP BY st.entry, st.at ORDER BY st.at DESC, st.entry DESC LIMIT 1""")
                .param("site", site.value())
                .query((row, n) -> new Refresh.Undoable(
                        row.getString("entry"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getInt("n")))
                .optional();
    }

    private static Step step(ResultSet row) throws SQLException {
        String stood = row.getString("stood");
        return new Step(
                new RecordId(row.getObject("record_id", UUID.class)),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("edition", Integer.class),
                row.getObject("base_before", Integer.class),
                row.getObject("base_after", Integer.class),
                stood == null ? null : stood(Json.read(stood)));
    }

    private static Stood stood(JsonNode json) {
        JsonNode published = json.path("published");
        JsonNode s = json.path("schedule");
        return new Stood(
                json.path("archived").asBoolean(),
                json.path("working").asInt(),
                published.isNumber() ? Integer.valueOf(published.asInt()) : null,
                s.isObject()
                        ? new Schedule(
                                Instant.parse(s.path("at").asString()),
                                Schedule.Action.valueOf(
                                        s.path("action").asString().toUpperCase(Locale.ROOT)),
                                s.path("version").asInt(),
                                id(s.path("by")),
                                s.path("byName").asString(""),
                                id(s.path("token")))
                        : null);
    }

    private static @Nullable UUID id(JsonNode text) {
        return text.isString() ? UUID.fromString(text.asString()) : null;
    }
}
