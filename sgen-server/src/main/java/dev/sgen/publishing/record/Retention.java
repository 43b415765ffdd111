package dev.sgen.publishing.record;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Subject;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes old saved versions that were never visible (C-35, RECOV-19). Always kept: every version that was ever
 * visible, and every version that a coordinate, a base, a schedule, a preview or anything else refers to. Of the rest,
 * it keeps those of the last 30 days, the 20 newest of each record, and the last of each day in each environment. The
 * database itself enforces what is always kept, and deletes only what an audit entry names.
 */
@Component
public class Retention {
    static final Duration ALL_OF = Duration.ofDays(30);
    static final int NEWEST = 20;

    private static final int RECORDS_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    Retention(JdbcClient jdbc, AuditTrail trail, TransactionTemplate transaction, TimeAndIds time) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    private record Spare(RecordId record, String type, String title, int number) {}

    /**
     * Thins a site's versions, in steps of one transaction and one audit entry each. Returns the number of deleted
     * versions.
     */
    public int thin(SiteId site) {
        int all = 0;
        int step = -1;
        while (step != 0) {
            step = Objects.requireNonNull(transaction.execute(status -> step(site)));
            all += step;
        }
        return all;
    }

    private int step(SiteId site) {
        Instant before = time.now().minus(ALL_OF);
        List<RecordId> records =
                spare(site, before, null).stream().map(Spare::record).distinct().toList();
        List<RecordId> some = records.subList(0, Math.min(RECORDS_AT_ONCE, records.size()));
        if (some.isEmpty()) {
            return 0;
        }
        // Records first, then the head of the audit chain: the lock order of all writers. Then read again.
        jdbc.sql("SELECT id FROM record WHERE site_id = :site AND id = ANY (:ids) ORDER BY id FOR UPDATE")
                .param("site", site.value())
                .param("ids", RecordRows.array(some))
                .query((row, n) -> n)
                .list();
        List<Spare> spare = spare(site, before, some);
        if (spare.isEmpty()) {
            return 0;
        }
        UUID operation = time.newId();
        trail.append(entry(site, operation, spare));
        int removed = jdbc.sql("SELECT thin_versions(:site, :operation)")
                .param("site", site.value())
                .param("operation", operation)
                .query(Integer.class)
                .single();
        if (removed != spare.size()) {
            throw new IllegalStateException("forgot " + removed + " versions instead of " + spare.size());
        }
        return removed;
    }

    private List<Spare> spare(SiteId site, Instant before, @org.jspecify.annotations.Nullable List<RecordId> only) {
        return jdbc.sql("""
                        WITH ranked AS (
                            SELECT v.record_id, r.type, v.title, v.number, v.created_at,
                                   row_number() OVER (PARTITION BY v.record_id ORDER BY v.number DESC) AS newest,
                                   row_number() OVER (PARTITION BY v.record_id, v.environment,
                                       date_trunc('day', v.created_at AT TIME ZONE 'UTC') ORDER BY v.number DESC) AS of_day
                            FROM version v JOIN record r ON r.site_id = v.site_id AND r.id = v.record_id
                            WHERE v.site_id = :site AND r.last_version > :newest
                              AND (CAST(:only AS uuid[]) IS NULL OR r.id = ANY (CAST(:only AS uuid[])))
                        )
                        SELECT record_id, type, title, number FROM ranked
                        WHERE created_at < :before AND newest > :newest AND of_day > 1
                          AND NOT version_is_kept(:site, record_id, number)
                        ORDER BY record_id, number""")
                .param("site", site.value())
                .param("newest", NEWEST)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("only", only == null ? null : RecordRows.array(only))
                .query((row, n) -> new Spare(
                        new RecordId(row.getObject("record_id", UUID.class)),
                        row.getString("type"),
                        row.getString("title"),
                        row.getInt("number")))
                .list();
    }

    private static AuditAct entry(SiteId site, UUID operation, List<Spare> spare) {
        Map<RecordId, List<Integer>> numbers = new LinkedHashMap<>();
        Map<RecordId, Subject> subjects = new LinkedHashMap<>();
        for (Spare each : spare) {
            numbers.computeIfAbsent(each.record(), id -> new ArrayList<>()).add(each.number());
            subjects.put(each.record(), new Subject(each.record(), each.type(), each.title()));
        }
        List<Map<String, Object>> named = new ArrayList<>();
        numbers.forEach((record, all) -> named.add(Map.of("record", record.toString(), "numbers", all)));
        return new AuditAct(
                site,
                PublishingOperations.RETENTION_THIN,
                operation,
                Actor.platform(),
                null,
                null,
                null,
                List.copyOf(subjects.values()),
                null,
                false,
                Map.of("versions", named));
    }
}
