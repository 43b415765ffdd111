package dev.sgen.importing.run;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the import tables: runs, report lines, and which record each source item became. */
@Component
class ImportRows {
    /** A running import that has not updated its row for this long counts as interrupted. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    private static final String RUN = """
            SELECT r.*, (SELECT jsonb_object_agg(outcome, n) FROM (
                       SELECT outcome, count(*) AS n FROM import_item i
                       WHERE i.site_id = r.site_id AND i.run_id = r.id GROUP BY outcome) c) AS counts
            FROM import_run r WHERE r.site_id = :site""";

    private final JdbcClient jdbc;
    private final TimeAndIds time;

    ImportRows(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Which record a source item became. {@code version} and {@code fingerprint} are null until the record was
     * written.
     */
    record Known(
            String source,
            RecordId record,
            @Nullable Integer version,
            @Nullable String fingerprint) {}

    void begin(SiteId site, UUID id, Environment environment, String kind, String file, boolean dryRun, String actor) {
        jdbc.sql("""
                        INSERT INTO import_run (site_id, id, environment, kind, file_name, dry_run, status, total, done,
                                                actor_name, started_at, beat_at)
                        VALUES (:site, :id, :environment, :kind, :file, :dryRun, 'running', 0, 0, :actor, :now, :now)""")
                .param("site", site.value())
                .param("id", id)
                .param("environment", environment.key())
                .param("kind", kind)
                .param("file", file)
                .param("dryRun", dryRun)
                .param("actor", actor)
                .param("now", now())
                .update();
    }

    void progress(SiteId site, UUID id, int total, int done) {
        jdbc.sql("""
                        UPDATE import_run SET total = :total, done = :done, beat_at = :now, status = 'running'
                        WHERE site_id = :site AND id = :id""")
                .param("site", site.value())
                .param("id", id)
                .param("total", total)
                .param("done", done)
                .param("now", now())
                .update();
    }

    void end(SiteId site, UUID id, @Nullable String problem) {
        jdbc.sql("""
                        UPDATE import_run SET status = :status, problem = :problem, beat_at = :now, finished_at = :now
                        WHERE site_id = :site AND id = :id""")
                .param("site", site.value())
                .param("id", id)
                .param("status", problem == null ? "done" : "failed")
                .param("problem", problem)
                .param("now", now())
                .update();
    }

    /**
     * Writes report lines; a line with the same source replaces the earlier one's outcome, file and notes.
     *
     * @param from the position of the first line in the report
     */
    void lines(SiteId site, UUID run, int from, List<ImportRun.Line> lines) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            ImportRun.Line line = lines.get(i);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("source", line.source());
            row.put("position", from + i);
            row.put("label", line.label());
            row.put("type", line.type());
            row.put("outcome", line.outcome());
            row.put("record_id", line.record());
            row.put("unfetched", line.unfetched());
            row.put("notes", line.notes());
            rows.add(row);
        }
        jdbc.sql("""
                        INSERT INTO import_item (site_id, run_id, source, position, label, type, outcome, record_id, unfetched, notes)
                        SELECT :site, :run, source, position, label, type, outcome, record_id, unfetched, notes
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(source text, position integer, label text,
                             type text, outcome text, record_id uuid, unfetched text, notes jsonb)
                        ON CONFLICT (site_id, run_id, source) DO UPDATE
                        SET outcome = excluded.outcome, unfetched = excluded.unfetched, notes = excluded.notes""")
                .param("site", site.value())
                .param("run", run)
                .param("rows", Json.write(rows))
                .update();
    }

    Optional<ImportRun> find(SiteId site, UUID id) {
        return jdbc.sql(RUN + " AND r.id = :id")
                .param("site", site.value())
                .param("id", id)
                .query((row, n) -> run(row))
                .optional();
    }

    /**
     * The newest runs first.
     *
     * @param behind the run after which the page starts; null for the first page
     */
    List<ImportRun> recent(SiteId site, int limit, @Nullable UUID behind) {
        String from = behind == null ? "" : """
                 AND (r.started_at, r.id) < (SELECT b.started_at, b.id FROM import_run b
                                             WHERE b.site_id = :site AND b.id = :behind)""";
        JdbcClient.StatementSpec sql = jdbc.sql(RUN + from + " ORDER BY r.started_at DESC, r.id DESC LIMIT :limit")
                .param("site", site.value())
                .param("limit", limit);
        return (behind == null ? sql : sql.param("behind", behind))
                .query((row, n) -> run(row))
                .list();
    }

    List<ImportRun.Line> lines(SiteId site, UUID run) {
        return jdbc.sql("""
                        SELECT source, label, type, outcome, record_id, unfetched, notes FROM import_item
                        WHERE site_id = :site AND run_id = :run ORDER BY position, source""")
                .param("site", site.value())
                .param("run", run)
                .query((row, n) -> line(row))
                .list();
    }

    /** Which records these sources became in an environment, by source. Unknown sources are absent. */
    Map<String, Known> known(SiteId site, Environment environment, Collection<String> sources) {
        Map<String, Known> known = new HashMap<>();
        jdbc.sql("""
                        SELECT source, record_id, version, fingerprint FROM import_source
                        WHERE site_id = :site AND environment = :environment
                          AND source IN (SELECT jsonb_array_elements_text(CAST(:sources AS jsonb)))""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("sources", Json.write(sources))
                .query((row, n) -> new Known(
                        row.getString("source"),
                        new RecordId(row.getObject("record_id", UUID.class)),
                        row.getObject("version", Integer.class),
                        row.getString("fingerprint")))
                .list()
                .forEach(k -> known.put(k.source(), k));
        return known;
    }

    /** Assigns record ids to new sources. If another run has assigned one meanwhile, that one stays. */
    void claim(SiteId site, Environment environment, Map<String, RecordId> ids) {
        List<Map<String, String>> rows = ids.entrySet().stream()
                .map(e -> Map.of("source", e.getKey(), "record_id", e.getValue().toString()))
                .toList();
        jdbc.sql("""
                        INSERT INTO import_source (site_id, environment, source, record_id)
                        SELECT :site, :environment, source, record_id
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(source text, record_id uuid)
                        ON CONFLICT (site_id, environment, source) DO NOTHING""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("rows", Json.write(rows))
                .update();
    }

    /** Stores which version of its record each source became, with the fingerprint of the source item. */
    void became(SiteId site, Environment environment, List<Known> all) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Known known : all) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("source", known.source());
            row.put("version", known.version());
            row.put("fingerprint", known.fingerprint());
            rows.add(row);
        }
        jdbc.sql("""
                        UPDATE import_source s SET version = r.version, fingerprint = r.fingerprint
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(source text, version integer, fingerprint text)
                        WHERE s.site_id = :site AND s.environment = :environment AND s.source = r.source""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("rows", Json.write(rows))
                .update();
    }

    private ImportRun run(ResultSet row) throws SQLException {
        Instant beat = row.getObject("beat_at", OffsetDateTime.class).toInstant();
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        String status = row.getString("status");
        boolean silent = status.equals("running") && beat.plus(SILENCE).isBefore(time.now());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String outcome : List.of("created", "updated", "unchanged", "skipped")) {
            counts.put(outcome, 0);
        }
        String found = row.getString("counts");
        if (found != null) {
            Json.readObject(found)
                    .properties()
                    .forEach(e -> counts.put(e.getKey(), e.getValue().asInt()));
        }
        return new ImportRun(
                row.getObject("id", UUID.class),
                Environment.parse(row.getString("environment")),
                row.getString("kind"),
                row.getString("file_name"),
                row.getBoolean("dry_run"),
                silent ? "interrupted" : status,
                row.getInt("total"),
                row.getInt("done"),
                row.getString("problem"),
                row.getString("actor_name"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                counts);
    }

    private static ImportRun.Line line(ResultSet row) throws SQLException {
        List<String> notes = new ArrayList<>();
        Json.read(row.getString("notes")).forEach(n -> notes.add(n.asString()));
        return new ImportRun.Line(
                row.getString("source"),
                row.getString("label"),
                row.getString("type"),
                row.getString("outcome"),
                row.getObject("record_id", UUID.class),
                row.getString("unfetched"),
                notes);
    }

    private OffsetDateTime now() {
        return time.now().atOffset(ZoneOffset.UTC);
    }
}
