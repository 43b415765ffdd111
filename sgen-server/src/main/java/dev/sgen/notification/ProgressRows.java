package dev.sgen.notification;

import dev.sgen.audit.Operations;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.OperationProgress;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which operations over many records are at work, as every node sees them. */
@Component
class ProgressRows {
    /** Without a sign of life for so long an operation's node is gone, and the operation with it. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final Operations operations;

    ProgressRows(JdbcClient jdbc, TimeAndIds time, Operations operations) {
        this.operations = operations;
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Writes how far each is, as a sign of life too. */
    void write(Collection<OperationProgress.Going> going) {
        jdbc.sql("""
                        INSERT INTO underway (site_id, id, operation, environment, member_id, records, doing, done, steps, began_at, seen_at)
                        SELECT u.*, :now, :now FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS u(site_id uuid, id uuid,
                            operation text, environment text, member_id uuid, records int, doing text, done int, steps int)
                        ON CONFLICT (site_id, id) DO UPDATE SET
                            doing = EXCLUDED.doing, done = EXCLUDED.done, seen_at = EXCLUDED.seen_at""")
                .param("rows", Json.write(going.stream().map(ProgressRows::row).toList()))
                .param("now", now())
                .update();
    }

    private static Map<String, Object> row(OperationProgress.Going going) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("site_id", going.site().toString());
        row.put("id", going.id().toString());
        row.put("operation", going.operation().code());
        going.environment().ifPresent(environment -> row.put("environment", environment.key()));
        going.by().ifPresent(by -> row.put("member_id", by.toString()));
        row.put("records", going.records());
        row.put("doing", going.doing().name());
        row.put("done", going.done());
        row.put("steps", going.steps());
        return row;
    }

    /** Forgets what is over, and whatever has been silent for long. */
    void forget(Collection<UUID> over) {
        jdbc.sql("DELETE FROM underway WHERE id = ANY (:over) OR seen_at < :silent")
                .param("over", over.toArray(UUID[]::new))
                .param("silent", now().minus(SILENCE))
                .update();
    }

    /** What goes on in a site, in the order in which it began. */
    List<OperationProgress.Going> of(SiteId site) {
        return jdbc.sql("SELECT * FROM underway WHERE site_id = :site AND seen_at > :silent ORDER BY began_at, id")
                .param("site", site.value())
                .param("silent", now().minus(SILENCE))
                .query((row, n) -> read(site, row))
                .list();
    }

    private OperationProgress.Going read(SiteId site, ResultSet row) throws SQLException {
        return new OperationProgress.Going(
                site,
                row.getObject("id", UUID.class),
                operations.of(row.getString("operation")),
                Optional.ofNullable(row.getString("environment")).map(Environment::parse),
                Optional.ofNullable(row.getObject("member_id", UUID.class)).map(MemberId::new),
                row.getInt("records"),
                OperationProgress.Doing.valueOf(row.getString("doing")),
                row.getInt("done"),
                row.getInt("steps"));
    }

    private OffsetDateTime now() {
        return time.now().atOffset(ZoneOffset.UTC);
    }
}
