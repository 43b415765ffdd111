package dev.sgen.bench;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Many records at one moment: how long after it the last one is visible, and what one promote of them all takes,
 * beside the time that PostgreSQL needs to update as many rows in one statement. Each size has a site of its own.
 */
final class PublishingBench {
    private static final int SLOWEST = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Installation installation;
    private final SiteId site;
    private final int size;

    private PublishingBench(Installation installation, int size) {
        this.installation = installation;
        this.size = size;
        this.site = installation
                .the(Sites.class)
                .create(installation.actor, "many" + size, "Many", "enterprise")
                .id();
    }

    static void run(List<Integer> sizes) throws Exception {
        try (Installation installation = new Installation()) {
            // What the compiler and the database have to learn first is learnt with a size of its own.
            new PublishingBench(installation, 500).measure(false);
            System.out.printf(
                    "%8s %18s %14s %12s %12s %14s %12s%n",
                    "records", "moment to visible", "in entries", "statements", "promote", "statements", "one UPDATE");
            for (int size : sizes) {
                new PublishingBench(installation, size).measure(true);
            }
        }
    }

    private void measure(boolean tell) throws InterruptedException {
        List<RecordId> ids = bringIn();
        Instant moment = now().plusMillis(2_000 + 2L * size);
        installation
                .the(Publishing.class)
                .schedule(installation.actor, site, Environment.STAGING, ids, Schedule.Action.PUBLISH, moment);
        if (now().isAfter(moment)) {
            throw new IllegalStateException("scheduling took longer than the moment was away");
        }
        long statements = installation.counted.statements();
        installation.counted.slowest(0);
        Duration lag = untilVisible(moment);
        long triggering = installation.counted.statements() - statements;
        long entries =
                count("SELECT count(*) FROM audit_entry WHERE site_id = :site AND operation = 'schedule.trigger'");
        statements = installation.counted.statements();
        long start = System.nanoTime();
        installation.the(Promoting.class).promote(installation.actor, site, ids, OnDrift.REFUSE);
        double promote = (System.nanoTime() - start) / 1e9;
        long promoting = installation.counted.statements() - statements;
        List<String> slowest = installation.counted.slowest(SLOWEST);
        double update = updateSeconds();
        if (tell) {
            System.out.printf(
                    Locale.ROOT,
                    "%8d %16.2f s %14d %12d %10.2f s %14d %10.3f s%n",
                    size,
                    lag.toMillis() / 1_000.0,
                    entries,
                    triggering,
                    promote,
                    promoting,
                    update);
            if (Boolean.getBoolean("sgen.bench.statements")) {
                slowest.forEach(System.out::println);
            }
        }
    }

    private List<RecordId> bringIn() {
        List<RecordId> ids = new ArrayList<>();
        for (int start = 0; start < size; start += 1_000) {
            List<IncomingRecord> batch = new ArrayList<>();
            for (int n = start; n < Math.min(size, start + 1_000); n++) {
                batch.add(installation.incoming(n, IncomingRecord.Wish.DRAFT));
            }
            installation
                    .the(Publishing.class)
                    .bringIn(
                            installation.actor,
                            site,
                            Environment.STAGING,
                            dev.sgen.publishing.PublishingOperations.IMPORT,
                            batch,
                            java.util.Map.of())
                    .stream()
                    .map(SiteRecord::id)
                    .forEach(ids::add);
        }
        return ids;
    }

    private Duration untilVisible(Instant moment) throws InterruptedException {
        Instant seen = now();
        // The looking is no statement of the product's, and not counted: one every few milliseconds.
        while (visible() < size) {
            if (seen.isAfter(moment.plus(PATIENCE))) {
                throw new IllegalStateException("only " + visible() + " of " + size + " became visible");
            }
            Thread.sleep(5);
            seen = now();
        }
        return Duration.between(moment, seen);
    }

    private long visible() {
        return installation.uncounted(jdbc -> jdbc.sql(
                        "SELECT count(*) FROM visibility WHERE site_id = :site AND environment = 'staging' AND to_at IS NULL")
                .param("site", site.value())
                .query(Long.class)
                .single());
    }

    private long count(String sql) {
        return installation.uncounted(jdbc ->
                jdbc.sql(sql).param("site", site.value()).query(Long.class).single());
    }

    /** The limit: as many rows of the same table, in one statement and one commit. */
    private double updateSeconds() {
        long start = System.nanoTime();
        int rows = installation
                .the(JdbcClient.class)
                .sql("UPDATE coordinate SET updated_at = updated_at WHERE site_id = :site AND environment = 'staging'")
                .param("site", site.value())
                .update();
        if (rows != size) {
            throw new IllegalStateException(rows + " rows instead of " + size);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private Instant now() {
        return installation.the(TimeAndIds.class).now();
    }
}
