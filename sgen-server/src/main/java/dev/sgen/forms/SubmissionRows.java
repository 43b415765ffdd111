package dev.sgen.forms;

import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes submissions in the database. Ids are UUIDs of version 7, so their order is the order of arrival. */
@Component
class SubmissionRows {
    private static final String HERE = " FROM submission WHERE site_id = :site AND environment = :environment";
    private static final String ALL =
            "SELECT id, environment, form_id, version, form_title, at, state, fields::text AS fields,"
                    + " doubts, left_out, user_agent" + HERE;

    private final JdbcClient jdbc;

    SubmissionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of submissions; one row more than the limit if there are more. */
    List<Submission> list(SiteId site, Environment environment, InboxQuery query) {
        Map<String, Object> params = new HashMap<>();
        String where = conditions(query, params);
        if (query.after() != null) {
            where += " AND id < :after";
            params.put("after", query.after());
        }
        return sql(ALL + where + " ORDER BY id DESC LIMIT :limit", site, environment)
                .params(params)
                .param("limit", query.limit() + 1)
                .query((row, n) -> read(row))
                .list();
    }

    /** The names of all fields in a query's submissions, ordered by their position in the forms. */
    List<String> fieldNames(SiteId site, Environment environment, InboxQuery query) {
        Map<String, Object> params = new HashMap<>();
        String where = conditions(query, params);
        return sql("""
                        SELECT f.field ->> 'name' AS name FROM submission
                        CROSS JOIN jsonb_array_elements(fields) WITH ORDINALITY AS f (field, place)
                        WHERE site_id = :site AND environment = :environment""" + where + "\n" + """
                        GROUP BY 1 ORDER BY min(f.place), 1 LIMIT 1000""", site, environment)
                .params(params)
                .query(String.class)
                .list();
    }

    Optional<Submission> find(SiteId site, Environment environment, UUID id) {
        return sql(ALL + " AND id = :id", site, environment)
                .param("id", id)
                .query((row, n) -> read(row))
                .optional();
    }

    Optional<Submission> lock(SiteId site, Environment environment, UUID id) {
        return sql(ALL + " AND id = :id FOR UPDATE", site, environment)
                .param("id", id)
                .query((row, n) -> read(row))
                .optional();
    }

    void move(SiteId site, Environment environment, UUID id, SubmissionState state) {
        sql(
                        "UPDATE submission SET state = :state WHERE site_id = :site AND environment = :environment AND id = :id",
                        site,
                        environment)
                .param("id", id)
                .param("state", state.key())
                .update();
    }

    void delete(SiteId site, Environment environment, UUID id) {
        sql("DELETE" + HERE + " AND id = :id", site, environment)
                .param("id", id)
                .update();
    }

    Map<SubmissionState, Integer> counts(SiteId site, Environment environment, @Nullable RecordId form) {
        Map<SubmissionState, Integer> counts = new EnumMap<>(SubmissionState.class);
        JdbcClient.StatementSpec spec = sql(
                "SELECT state, count(*) AS n" + HERE + (form == null ? "" : " AND form_id = :form") + " GROUP BY state",
                site,
                environment);
        (form == null ? spec : spec.param("form", form.value())).query(row -> {
            counts.put(state(row.getString("state")), row.getInt("n"));
        });
        return counts;
    }

    List<Inbox.Form> forms(SiteId site, Environment environment) {
        return sql("""
                        SELECT form_id, (array_agg(form_title ORDER BY id DESC))[1] AS title, count(*) AS n FROM submission
                        WHERE site_id = :site AND environment = :environment GROUP BY form_id ORDER BY title, form_id""", site, environment)
                .query((row, n) -> new Inbox.Form(
                        new RecordId(row.getObject("form_id", UUID.class)), row.getString("title"), row.getInt("n")))
                .list();
    }

    private static String conditions(InboxQuery query, Map<String, Object> params) {
        String where = "";
        if (query.form() != null) {
            where += " AND form_id = :form";
            params.put("form", query.form().value());
        }
        if (!query.states().isEmpty()) {
            where += " AND state IN (:states)";
            params.put(
                    "states", query.states().stream().map(SubmissionState::key).toList());
        }
        return where;
    }

    private JdbcClient.StatementSpec sql(String sql, SiteId site, Environment environment) {
        return jdbc.sql(sql).param("site", site.value()).param("environment", environment.key());
    }

    private static Submission read(ResultSet row) throws SQLException {
        return new Submission(
                row.getObject("id", UUID.class),
                Environment.parse(row.getString("environment")),
                new RecordId(row.getObject("form_id", UUID.class)),
                row.getInt("version"),
                row.getString("form_title"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                state(row.getString("state")),
                List.of(Json.MAPPER.readValue(row.getString("fields"), FilledField[].class)),
                words(row, "doubts").stream().map(SpamReason::ofKey).toList(),
                words(row, "left_out"),
                row.getString("user_agent"));
    }

    private static SubmissionState state(String key) {
        return SubmissionState.ofKey(key).orElseThrow();
    }

    private static List<String> words(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
