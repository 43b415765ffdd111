package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Somebody pulls the plug while several programs save. What the server acknowledged is there afterwards, in
 * full and once; what it didn't may have happened, but not twice.
 */
@Requirement({"F2", "F3", "SAVE-9", "DR-7"})
class KillTest {
    private static final int CLIENTS = 5;
    private static final int RECORDS_EACH = 4;
    private static final int SAVES = 1_000;
    private static final int[] KILL_AFTER = {230, 610};

    @Test
    void every_acknowledged_save_is_there_after_kill_nine_and_the_trail_verifies() throws Exception {
        try (Product product = Product.start()) {
            World world = World.site(product, "killed");
            Person ada = world.joins("Ada", "editor");
            List<Series> series = new ArrayList<>();
            for (int i = 0; i < CLIENTS * RECORDS_EACH; i++) {
                series.add(new Series(ada, ada.creates("Page " + i, "/page-" + i, "draft")));
            }
            int already = world.audit("operation=save").size();

            int done = 0;
            for (int killAfter : KILL_AFTER) {
                done = savingUntilKilled(product, series, killAfter);
                assertThat(done).as("killed in the middle").isBetween(killAfter, SAVES - 1);
                product.launch();
                assertThat(product.postmasters()).as("one database, not two").hasSize(1);
                series.forEach(Series::judge);
            }
            savingUntilKilled(product, series, SAVES);
            series.forEach(Series::judge);

            assertThat(world.auditVerified().path("valid").asBoolean()).isTrue();
            int versions = series.stream().mapToInt(Series::version).sum();
            assertThat(saves(world)).as("one entry for each version").isEqualTo(versions);
            assertThat(already).isEqualTo(series.size());

            product.stop();
            assertThat(product.postmasters()).as("nothing is left running").isEmpty();
            product.launch();
            assertThat(world.auditVerified().path("valid").asBoolean()).isTrue();
            assertThat(product.faults()).isEmpty();
        }
    }

    /** Saves with several clients at once; kills the server when so many are acknowledged, unless that is all. */
    private static int savingUntilKilled(Product product, List<Series> series, int killAfter) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch reached = new CountDownLatch(1);
        List<Future<?>> clients = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int c = 0; c < CLIENTS; c++) {
                List<Series> mine = series.subList(c * RECORDS_EACH, (c + 1) * RECORDS_EACH);
                clients.add(threads.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        if (!mine.get(i % RECORDS_EACH).saveOnce()) {
                            return;
                        }
                        if (acknowledged(series) >= killAfter) {
                            reached.countDown();
                            if (killAfter == SAVES) {
                                return;
                            }
                        }
                    }
                }));
            }
            assertThat(reached.await(5, TimeUnit.MINUTES))
                    .as("the saves went on")
                    .isTrue();
            if (killAfter < SAVES) {
                product.kill();
            }
            stop.set(true);
        }
        for (Future<?> client : clients) {
            client.get();
        }
        return acknowledged(series);
    }

    private static int acknowledged(List<Series> series) {
        return series.stream().mapToInt(s -> s.acknowledged.size()).sum();
    }

    private static int saves(World world) {
        int count = 0;
        String cursor = "";
        do {
            JsonNode page = world.administrator()
                    .api()
                    .get(world.path("/audit?operation=save&limit=200" + cursor))
                    .expect(200)
                    .json();
            count += page.path("items").size();
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
        return count;
    }

    /** The saves of one record by its only writer: which words were acknowledged as which version. */
    private static final class Series {
        private final Person writer;
        private final String record;
        private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
        private volatile int version;
        private volatile int sent;
        private volatile String unknown = "";

        Series(Person writer, String record) {
            this.writer = writer;
            this.record = record;
            this.version = 1;
        }

        int version() {
            return version;
        }

        /** False if the answer was cut off, so that nobody knows. */
        boolean saveOnce() {
            String words = "save " + ++sent + " of " + record;
            try {
                Answer answer = writer.api()
                        .with("If-Match", "\"" + version + "\"")
                        .put(
                                writer.record(Person.STAGING, record),
                                Person.contents("Page", "/page-" + record, words)
                                        .toString());
                answer.expect(200);
                version = answer.json().path("working").path("version").asInt();
                acknowledged.put(version, words);
                return true;
            } catch (UncheckedIOException cut) {
                unknown = words;
                return false;
            }
        }

        /** Compares what stands there with what was acknowledged; the one save in flight may have happened or not. */
        void judge() {
            int current = writer.reads(Person.STAGING, record)
                    .path("working")
                    .path("version")
                    .asInt();
            if (current == version + 1 && !unknown.isEmpty()) {
                assertThat(wordsOf(current)).isEqualTo(unknown);
            } else {
                assertThat(current).as("the version of %s", record).isEqualTo(version);
            }
            acknowledged.forEach(
                    (v, words) -> assertThat(wordsOf(v)).as("version %d", v).isEqualTo(words));
            version = current;
            unknown = "";
        }

        private String wordsOf(int v) {
            return writer.api()
                    .get(writer.record(Person.STAGING, record) + "/versions/" + v)
                    .expect(200)
                    .json()
                    .path("content")
                    .path("body")
                    .get(0)
                    .path("text")
                    .asString();
        }
    }
}
