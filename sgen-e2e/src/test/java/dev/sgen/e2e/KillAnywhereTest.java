package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Somebody pulls the plug at any moment while records are saved, published, promoted and planned, files come in
 * and a list is imported. What was acknowledged is there; what was on its way happened whole, once, or not.
 * {@code -Dsgen.kills=N} pulls it more often.
 */
@Requirement({"F2", "SAVE-9", "DR-7", "SCHED-17", "SCHED-18"})
class KillAnywhereTest {
    private static final int ROUNDS = Integer.getInteger("sgen.kills", 3);
    private static final int LIVES = 4;
    private static final int ROWS = 60;

    @Test
    void whatever_was_acknowledged_is_there_and_nothing_happened_by_halves() throws Exception {
        long seed = Long.getLong("sgen.seed", new Random().nextLong());
        Random random = new Random(seed);
        try (Product product = Product.start()) {
            World world = World.site(product, "plug");
            Person lena = world.joins("Lena", "lead");
            List<Life> lives = new ArrayList<>();
            for (int i = 0; i < LIVES; i++) {
                lives.add(new Life(world, lena, lena.creates("Life " + i, "/life-" + i, "begins"), "/life-" + i));
            }
            Plans plans = new Plans(lena);
            Files files = new Files(world, lena);
            for (int round = 0; round < ROUNDS; round++) {
                List<Runnable> work = new ArrayList<>(lives);
                work.add(plans);
                work.add(files);
                work.add(() -> startImport(world, lena));
                // On a slow machine a server that has just started may acknowledge nothing in that time: the last round
                // waits.
                boolean last = round == ROUNDS - 1;
                untilKilled(product, work, 400 + random.nextInt(2_500), () -> !last || plans.anyAcknowledged());
                product.launch();
                String when = "seed " + seed + ", round " + round;
                assertThat(product.postmasters()).as(when).hasSize(1);
                lives.forEach(life -> life.judge(when));
                files.judge(when);
                assertThat(world.auditVerified().path("valid").asBoolean())
                        .as(when)
                        .isTrue();
            }
            plans.judge(world);
            importedOnce(world, lena);
            assertThat(product.faults()).isEmpty();
        }
    }

    private static void untilKilled(Product product, List<Runnable> work, long millis, BooleanSupplier enough)
            throws Exception {
        List<Future<?>> going = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Runnable one : work) {
                going.add(threads.submit(() -> {
                    try {
                        while (true) {
                            one.run();
                        }
                    } catch (UncheckedIOException cut) {
                        // Nobody knows what became of the last one.
                    }
                }));
            }
            Thread.sleep(millis);
            for (int waited = 0; waited < 200 && !enough.getAsBoolean(); waited++) {
                Thread.sleep(100);
            }
            product.kill();
        }
        for (Future<?> one : going) {
            one.get();
        }
    }

    /** One record and its only writer: save, publish, promote, and again. */
    private static final class Life implements Runnable {
        private final World world;
        private final Person by;
        private final String record;
        private final String path;
        private int saved = 1;
        private int published;
        private int promoted;
        private String next = "publish";

        Life(World world, Person by, String record, String path) {
            this.world = world;
            this.by = by;
            this.record = record;
            this.path = path;
        }

        @Override
        public void run() {
            switch (next) {
                case "save" -> {
                    by.api()
                            .with("If-Match", "\"" + saved + "\"")
                            .put(
                                    by.record(Person.STAGING, record),
                                    Person.contents("Life", path, "version " + (saved + 1))
                                            .toString())
                            .expect(200);
                    saved++;
                    next = "publish";
                }
                case "publish" -> {
                    by.publishes(record);
                    published = saved;
                    next = "promote";
                }
                default -> {
                    by.promotes(record);
                    promoted = published;
                    next = "save";
                }
            }
        }

        /** The step in flight took effect whole or not at all; then the life goes on from what is there. */
        void judge(String when) {
            JsonNode staging = by.reads(Person.STAGING, record);
            int working = staging.path("working").path("version").asInt();
            int shown = staging.path("published").path("version").asInt(0);
            Answer onLive = by.api().get(by.record(Person.LIVE, record));
            int live = onLive.status() == 404
                    ? 0
                    : onLive.json().path("published").path("version").asInt(0);
            String what = when + ", in flight: " + next;
            assertThat(working).as(what).isIn(saved, next.equals("save") ? saved + 1 : saved);
            assertThat(shown).as(what).isIn(published, next.equals("publish") ? saved : published);
            assertThat(live).as(what).isIn(promoted, next.equals("promote") ? published : promoted);
            if (live > 1) {
                world.visitor().sees(path, "version " + live);
            }
            if (shown > 1) {
                world.visitorOfStaging().sees(path, "version " + shown);
            }
            saved = working;
            published = shown;
            promoted = live;
            next = shown < working ? "publish" : live < shown ? "promote" : "save";
        }
    }

    /** Records that are each planned once, for a moment that may fall into the dark. */
    private static final class Plans implements Runnable {
        private final Person by;
        private final List<String> acknowledged = new CopyOnWriteArrayList<>();

        Plans(Person by) {
            this.by = by;
        }

        @Override
        public void run() {
            String record =
                    by.creates("Plan", "/plan-" + Instant.now().toEpochMilli() + "-" + acknowledged.size(), "planned");
            String at = Instant.now().plusMillis(700).toString();
            by.api()
                    .put(
                            by.record(Person.STAGING, record) + "/schedule",
                            "{\"at\":\"" + at + "\",\"action\":\"publish\"}")
                    .expect(200);
            acknowledged.add(record);
            pause();
        }

        boolean anyAcknowledged() {
            return !acknowledged.isEmpty();
        }

        void judge(World world) {
            assertThat(acknowledged).isNotEmpty();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> by.api()
                            .get(by.records(Person.STAGING) + "?state=scheduled")
                            .expect(200)
                            .json()
                            .path("items")
                            .isEmpty());
            for (String record : acknowledged) {
                assertThat(world.audit("operation=schedule.trigger&record=" + record))
                        .as(record)
                        .hasSize(1);
                assertThat(by.reads(Person.STAGING, record).path("state").asString())
                        .isEqualTo("published");
            }
        }
    }

    /** Files that come in, each of its own bytes. */
    private static final class Files implements Runnable {
        private final World world;
        private final Person by;
        private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
        private int sent;

        Files(World world, Person by) {
            this.world = world;
            this.by = by;
        }

        @Override
        public void run() {
            String text = "file number " + ++sent + " of " + world.key();
            Answer answer = by.api()
                    .send(
                            "POST",
                            world.path("/staging/media"),
                            BodyPublishers.ofString(part("note-" + sent + ".txt", "text/plain", text)),
                            "multipart/form-data; boundary=b")
                    .expect(201);
            acknowledged.put(answer.json().path("url").asString(), text);
            pause();
        }

        void judge(String when) {
            acknowledged.forEach((url, text) -> assertThat(
                            world.visitorOfStaging().opens(url).expect(200).text())
                    .as(when)
                    .isEqualTo(text));
        }
    }

    private static String part(String fileName, String type, String text) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName + "\"\r\nContent-Type: "
                + type + "\r\n\r\n" + text + "\r\n--b--\r\n";
    }

    private static String list() {
        StringBuilder rows = new StringBuilder("SKU,Name,Regular price\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append("sku-")
                    .append(i)
                    .append(",Thing ")
                    .append(i)
                    .append(",")
                    .append(i + 1)
                    .append("\n");
        }
        return rows.toString();
    }

    private static String startImport(World world, Person by) {
        Answer begun = by.api()
                .send(
                        "POST",
                        world.path("/imports"),
                        BodyPublishers.ofString(part("list.csv", "text/csv", list())),
                        "multipart/form-data; boundary=b");
        // While one is running another is turned away, and beyond a site's share of waiting ones it comes back later.
        if (begun.status() == 503) {
            assertThat(begun.json().path("code").asString("")).isEqualTo("busy");
        } else {
            assertThat(begun.status()).as(begun.text()).isIn(202, 409);
        }
        pause();
        return begun.json().path("id").asString("");
    }

    /** However often it was cut off: begun again it ends, and everything is there once. */
    private static void importedOnce(World world, Person by) {
        String id = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> startImport(world, by), one -> !one.isEmpty());
        by.awaitsImport(id);
        assertThat(by.api()
                        .get(by.records(Person.STAGING) + "?type=product&limit=200")
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(ROWS);
    }

    private static void pause() {
        try {
            Thread.sleep(40);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
