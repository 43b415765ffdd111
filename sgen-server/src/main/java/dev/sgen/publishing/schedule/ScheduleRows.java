package dev.sgen.publishing.schedule;

import dev.sgen.publishing.PendingSchedule;
import dev.sgen.publishing.Schedule;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads pending schedules with their foreseeable collisions, in one statement. */
@Component
class ScheduleRows {
    private final JdbcClient jdbc;

    ScheduleRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Schedules.Page page(SiteId site, List<Environment> environments, Schedules.Question question) {
        Map<String, Object> params = new TreeMap<>();
        params.put("site", site.value());
        params.put("environments", environments.stream().map(Environment::key).toArray(String[]::new));
        params.put("each", question.perMoment());
        params.put("limit", question.limit() + 1);
        List<PendingSchedule> rows = jdbc.sql("""
                        WITH pending AS MATERIALIZED (
                            SELECT c.*, v.title AS fixed_title, v.path AS fixed_path,
                                   CASE WHEN c.schedule_action = 'promote' THEN 'live' ELSE c.environment END AS target,
                                   count(*) OVER (PARTITION BY c.schedule_at) AS together,
                                   row_number() OVER (PARTITION BY c.schedule_at ORDER BY c.environment, c.record_id) AS place
                            FROM coordinate c
                            JOIN version v ON v.site_id = c.site_id AND v.record_id = c.record_id AND v.number = c.schedule_version
                            WHERE c.site_id = :site AND c.environment = ANY (:environments) AND c.schedule_at IS NOT NULL
                        ), page AS (
                            SELECT * FROM pending p WHERE place <= :each
                        """ + conditions(question, params) + """
                            ORDER BY schedule_at, environment, record_id LIMIT :limit
                        )
                        SELECT p.*, l.published AS target_published,
                               o.record_id AS holder, o.title AS holder_title,
                               t.record_id AS rival, t.fixed_title AS rival_title,
                               EXISTS (SELECT FROM pending s WHERE s.record_id = p.record_id AND s.environment <> p.environment
                                       AND s.target = p.target AND s.schedule_at = p.schedule_at) AS doubled,
                               p.schedule_action = 'promote' AND l.record_id IS NOT NULL AND (
                                   l.state = 'archived'
                                   OR (l.published IS NOT NULL AND l.published IS DISTINCT FROM k.base AND l.published <> p.schedule_version)
                                   OR (l.working <> p.schedule_version AND l.working IS DISTINCT FROM k.base
                                       AND l.working IS DISTINCT FROM l.published)) AS moved
                        FROM page p
                        JOIN record k ON k.site_id = p.site_id AND k.id = p.record_id
                        LEFT JOIN coordinate l ON l.site_id = p.site_id AND l.record_id = p.record_id AND l.environment = p.target
                        LEFT JOIN LATERAL (
                            SELECT h.record_id, hv.title FROM visibility h
                            JOIN version hv ON hv.site_id = h.site_id AND hv.record_id = h.record_id AND hv.number = h.version
                            WHERE h.site_id = p.site_id AND h.environment = p.target AND h.path = p.fixed_path
                              AND h.to_at IS NULL AND h.record_id <> p.record_id LIMIT 1) o ON true
                        LEFT JOIN LATERAL (
                            SELECT r.record_id, r.fixed_title FROM pending r
                            WHERE r.target = p.target AND r.fixed_path = p.fixed_path AND r.record_id <> p.record_id LIMIT 1) t ON true
                        ORDER BY p.schedule_at, p.environment, p.record_id""")
                .params(params)
                .query((row, n) -> read(row))
                .list();
        boolean more = rows.size() > question.limit();
        List<PendingSchedule> items = more ? rows.subList(0, question.limit()) : rows;
        return new Schedules.Page(List.copyOf(items), more ? place(items.getLast()) : null);
    }

    private static String conditions(Schedules.Question question, Map<String, Object> params) {
        StringBuilder where = new StringBuilder();
        if (question.from() != null) {
            where.append(" AND schedule_at >= :from");
            params.put("from", Schedules.utc(question.from()));
        }
        if (question.to() != null) {
            where.append(" AND schedule_at < :to");
            params.put("to", Schedules.utc(question.to()));
        }
        if (question.after() != null) {
            String[] last = question.after().split(" ");
            where.append(" AND (schedule_at, environment, record_id) > (:lastAt, :lastIn, CAST(:lastId AS uuid))");
            try {
                params.put("lastAt", Schedules.utc(Instant.parse(last[0])));
                params.put("lastIn", last[1]);
                params.put("lastId", UUID.fromString(last[2]).toString());
            } catch (DateTimeParseException | IllegalArgumentException | IndexOutOfBoundsException notOurs) {
                throw new Refused(new BadRequest("This cursor is none that the list handed out."), notOurs);
            }
        }
        return where.append('\n').toString();
    }

    private static String place(PendingSchedule last) {
        return last.at() + " " + last.environment().key() + " " + last.record();
    }

    private static PendingSchedule read(ResultSet row) throws SQLException {
        Schedule.Action action =
                Schedule.Action.valueOf(row.getString("schedule_action").toUpperCase(Locale.ROOT));
        int version = row.getInt("schedule_version");
        Integer now = integer(row, action == Schedule.Action.PROMOTE ? "published" : "working");
        RecordId record = new RecordId(row.getObject("record_id", UUID.class));
        String title = row.getString("fixed_title");
        return new PendingSchedule(
                Environment.parse(row.getString("environment")),
                Environment.parse(row.getString("target")),
                record,
                row.getString("type"),
                title,
                row.getString("fixed_path"),
                action,
                row.getObject("schedule_at", OffsetDateTime.class).toInstant(),
                version,
                now == null || now == version ? null : now,
                integer(row, "target_published"),
                row.getObject("schedule_by", UUID.class),
                row.getString("schedule_by_name"),
                row.getInt("together"),
                collisions(row, record, title));
    }

    private static List<PendingSchedule.Collision> collisions(ResultSet row, RecordId record, String title)
            throws SQLException {
        List<PendingSchedule.Collision> found = new ArrayList<>();
        UUID holder = row.getObject("holder", UUID.class);
        if (holder != null) {
            found.add(new PendingSchedule.Collision("path-taken", new RecordId(holder), row.getString("holder_title")));
        }
        UUID rival = row.getObject("rival", UUID.class);
        if (rival != null) {
            found.add(new PendingSchedule.Collision("path-twice", new RecordId(rival), row.getString("rival_title")));
        }
        if (row.getBoolean("moved")) {
            found.add(new PendingSchedule.Collision("live-moved", record, title));
        }
        if (row.getBoolean("doubled")) {
            found.add(new PendingSchedule.Collision("same-record", record, title));
        }
        return found;
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
