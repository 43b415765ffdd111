package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.Imports;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Somebody who clicks twice, or two who bring in the same file: everything comes in once and nobody meets a fault. */
@Requirement({"REC-19", "REC-16"})
class ImportedTogetherTest {
    private static final int CLIENTS = 4;
    private static final int ROWS = 130;

    private final TestApplication server = TestApplication.shared();

    @Test
    void one_file_brought_in_by_many_at_once_comes_in_once() throws Exception {
        for (int round = 0; round < 3; round++) {
            SiteId site = server.bean(Sites.class)
                    .create(Actor.platform(), "twice-" + Long.toString(System.nanoTime(), 36), "Twice", "growth")
                    .id();
            List<ImportRun> runs = together(site);

            assertThat(runs).extracting(ImportRun::status).containsOnly("done");
            Map<String, Integer> outcomes = new TreeMap<>();
            runs.forEach(run -> run.counts().forEach((outcome, n) -> outcomes.merge(outcome, n, Integer::sum)));
            assertThat(outcomes).containsEntry("created", ROWS).containsEntry("unchanged", (CLIENTS - 1) * ROWS);
            assertThat(outcomes.getOrDefault("skipped", 0)).isZero();
            RecordQuery all = RecordQuery.of("product");
            assertThat(server.bean(RecordReading.class)
                            .list(Actor.platform(), site, Environment.STAGING, all)
                            .items())
                    .allMatch(row -> row.record().lastVersion() == 1);
            assertThat(server.bean(RecordReading.class)
                            .matching(Actor.platform(), site, Environment.STAGING, all, ROWS + 1))
                    .hasSize(ROWS);
        }
    }

    private List<ImportRun> together(SiteId site) throws Exception {
        StringBuilder list = new StringBuilder("SKU,Name,Regular price\n");
        for (int n = 0; n < ROWS; n++) {
            list.append("sku-").append(n).append(",Thing ").append(n).append(",5\n");
        }
        byte[] file = list.toString().getBytes(StandardCharsets.UTF_8);
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Future<ImportRun>> going = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < CLIENTS; n++) {
                going.add(threads.submit(() -> {
                    start.await();
                    return server.bean(Imports.class)
                            .run(
                                    Actor.platform(),
                                    site,
                                    Environment.STAGING,
                                    "list.csv",
                                    new ByteArrayInputStream(file),
                                    false);
                }));
            }
        }
        List<ImportRun> runs = new ArrayList<>();
        for (Future<ImportRun> one : going) {
            runs.add(one.get());
        }
        return runs;
    }
}
