package dev.sgen.bench;

import dev.sgen.audit.AuditReading;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations a second and the statements each takes, in sites of growing size. What a disk flush costs
 * here is measured in the same run, since every acknowledged operation pays for one.
 */
final class OperationsBench {
    private static final int BATCH = 1_000;
    private static final int FEW = 10;
    private static final int ROUNDS = 200;
    private static final int WARM_UP = 200;

    private final Installation installation;
    private final int size;

    private OperationsBench(Installation installation, int size) {
        this.installation = installation;
        this.size = size;
    }

    static void run(List<Integer> sizes) throws Exception {
        try (Installation installation = new Installation()) {
            int filled = 0;
            System.out.printf("%-34s %10s %14s %12s%n", "operation", "records", "per second", "statements");
            for (int size : sizes) {
                // The first and the last thousand come in by the product; what lies between is copied.
                if (filled > 0) {
                    installation.multiply(filled, size - BATCH);
                }
                int from = Math.max(filled, size - BATCH);
                long start = System.nanoTime();
                long before = installation.counted.statements();
                List<SiteRecord> made = installation.fill(from, size);
                line(
                        "check and bring in, batch of 1,000",
                        size,
                        size - from,
                        start,
                        installation.counted.statements() - before,
                        (size - from) / BATCH);
                filled = size;
                new OperationsBench(installation, size).measure(made);
            }
        }
    }

    private interface Round {
        void run(int n) throws Exception;
    }

    private void measure(List<SiteRecord> made) throws Exception {
        Publishing publishing = installation.the(Publishing.class);
        Promoting promoting = installation.the(Promoting.class);
        var actor = installation.actor;
        var site = installation.site;
        Environment staging = Environment.STAGING;
        List<RecordId> ids = made.stream().map(SiteRecord::id).toList();
        int first = size - made.size();
        time(
                "durable one-row commit (limit)",
                ROUNDS,
                n -> installation
                        .the(org.springframework.jdbc.core.simple.JdbcClient.class)
                        .sql(
                                "UPDATE environment_state SET changed_at = now() WHERE site_id = :site AND environment = 'live'")
                        .param("site", site.value())
                        .update());
        time(
                "save",
                ROUNDS,
                n -> publishing.save(
                        actor,
                        site,
                        staging,
                        ids.get(n),
                        Objects.requireNonNull(made.get(n).staging()).working(),
                        Installation.post(first + n, "second")));
        time("publish", ROUNDS, n -> publishing.publish(actor, site, staging, List.of(ids.get(n))));
        time("promote of 1", ROUNDS, n -> promoting.promote(actor, site, List.of(ids.get(n)), OnDrift.REFUSE));
        int many = Math.min(1_000, ids.size());
        time("promote of 1,000", 1, n -> promoting.promote(actor, site, ids.subList(0, many), OnDrift.OVERWRITE));
        time("publish of 1,000", 1, n -> publishing.publish(actor, site, staging, ids.subList(0, many)));
        time(
                "list of 50 by type",
                ROUNDS,
                n -> installation.the(RecordReading.class).list(actor, site, staging, RecordQuery.of("post")));
        var recordReading = installation.the(RecordReading.class);
        time(
                "list of 50 by title",
                FEW,
                n -> recordReading.list(actor, site, staging, sorted("post", RecordQuery.Sort.TITLE, null)));
        time(
                "list of 50 that hold a word",
                FEW,
                n -> recordReading.list(actor, site, staging, sorted("post", RecordQuery.Sort.NEWEST, "tide")));
        time(
                "list of 50 that hold a rare word",
                FEW,
                n -> recordReading.list(
                        actor, site, staging, sorted("post", RecordQuery.Sort.NEWEST, "post-" + (first + n))));
        time(
                "list of 50 in conflict (none is)",
                FEW,
                n -> recordReading.list(
                        actor,
                        site,
                        staging,
                        new RecordQuery(
                                "post",
                                null,
                                null,
                                null,
                                null,
                                DriftStatus.CONFLICT,
                                RecordQuery.Sort.NEWEST,
                                50,
                                null)));
        time("drift, counted", FEW, n -> recordReading.driftCounts(actor, site));
        time(
                "one public record by address",
                ROUNDS,
                n -> installation
                        .the(PublicReading.class)
                        .read(site, staging, view -> view.byPath("/blog/post-" + (first + n))));
        HttpClient client = HttpClient.newHttpClient();
        time("cold render over HTTP", ROUNDS, n -> fetch(client, "/blog/post-" + (first + n)));
        time("blog list over HTTP, a page each", FEW, n -> fetch(client, "/blog?page=" + (n + 2)));
        time("tag list over HTTP", FEW, n -> fetch(client, "/tag/tag" + n));
        time(
                "search over HTTP, a common word",
                FEW,
                n -> fetch(client, "/search?q=tide+" + "boats".substring(0, 1 + n % 5)));
        time("sitemap over HTTP", 1, n -> fetch(client, "/sitemap.xml"));
        time(
                "audit verify (entries: "
                        + installation.the(AuditReading.class).verify(site).entries() + ")",
                3,
                n -> installation.the(AuditReading.class).verify(site));
    }

    private static RecordQuery sorted(String type, RecordQuery.Sort sort, @Nullable String words) {
        return new RecordQuery(type, null, null, words, null, null, sort, 50, null);
    }

    private void fetch(HttpClient client, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + installation.port() + path))
                .header("Host", "bench.staging.localhost")
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IllegalStateException(path + " answered " + status);
        }
    }

    private void time(String name, int rounds, Round round) throws Exception {
        // What runs once is measured cold; what runs often is warmed up on records of its own first.
        int warmUp = rounds == ROUNDS ? WARM_UP : 0;
        for (int n = 0; n < warmUp; n++) {
            round.run(rounds + n);
        }
        long statements = installation.counted.statements();
        List<Long> nanos = new ArrayList<>();
        for (int n = 0; n < rounds; n++) {
            long start = System.nanoTime();
            round.run(n);
            nanos.add(System.nanoTime() - start);
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        long total = Arrays.stream(sorted).sum();
        double perSecond = rounds * 1e9 / total;
        double each = (installation.counted.statements() - statements) / (double) rounds;
        System.out.printf(
                Locale.ROOT,
                "%-34s %10d %14.1f %12.1f   median %.1f ms, p99 %.1f ms%n",
                name,
                size,
                perSecond,
                each,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private static void line(String name, int size, int rounds, long start, long statements, int batches) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-34s %10d %14.1f %12.1f   %.1f s in all%n",
                name,
                size,
                rounds / seconds,
                statements / (double) Math.max(1, batches),
                seconds);
    }
}
