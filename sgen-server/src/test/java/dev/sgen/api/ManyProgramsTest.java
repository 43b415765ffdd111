package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.support.Invariant;
import dev.sgen.support.KeptWire;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Two nodes over one database, many programs at each, all at the same few records. Nobody hears of a fault or of
 * a lock, no acknowledged save is lost, nothing fires twice, and in the end both nodes show the same.
 */
@Requirement({"REC-16", "SCHED-17", "BULK-11", "SAVE-9"})
@Invariant({1, 5, 9, 10, 11, 12})
class ManyProgramsTest {
    private static final int PROGRAMS_EACH = 16;
    private static final int RECORDS = 5;
    private static final long MILLIS = Long.getLong("sgen.together.seconds", 15) * 1_000;
    private static final Map<String, String> ONE_SECRET =
            Map.of("SGEN_SECRET_KEY", "the same on every node of these two");

    private static final TestDatabase.Fresh DATABASE = TestDatabase.fresh();
    private static List<TestApplication> nodes = List.of();

    private final List<String> records = new ArrayList<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final Queue<LeftAlone> alone = new ConcurrentLinkedQueue<>();
    private String key = "";

    @BeforeAll
    static void start() {
        TimeAndIds time = new TimeAndIds(Duration.ZERO);
        // Both at once, as after a deployment.
        Supplier<TestApplication> start = () -> TestApplication.start(time, ONE_SECRET, DATABASE);
        CompletableFuture<TestApplication> one = CompletableFuture.supplyAsync(start);
        CompletableFuture<TestApplication> two = CompletableFuture.supplyAsync(start);
        nodes = List.of(one.join(), two.join());
    }

    @AfterAll
    static void end() {
        nodes.forEach(TestApplication::close);
    }

    @Test
    void two_nodes_and_many_programs_keep_one_truth() throws Exception {
        ApiSite site = new ApiSite(nodes.getFirst());
        key = site.key;
        for (int n = 0; n < RECORDS; n++) {
            records.add(site.create("staging", "Start " + n, "/r" + n));
        }
        List<Future<?>> working = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < nodes.size() * PROGRAMS_EACH; n++) {
                Program program = new Program(nodes.get(n % nodes.size()), n);
                working.add(threads.submit(program::work));
            }
        }
        for (Future<?> one : working) {
            one.get();
        }
        System.out.println("Many programs: " + new java.util.TreeMap<>(seen));
        assertThat(seen.keySet())
                .contains("save 200", "save 412", "publish 200", "promote 200", "bulk 200", "schedule 200");
        settle();
        noAcknowledgedSaveIsLost();
        List<JsonNode> entries = entries();
        ScheduleFates.nothingFiredTwice(entries);
        ScheduleFates schedules = new ScheduleFates(entries.reversed());
        System.out.println("Schedules: " + schedules.fates + ", " + alone.size() + " of them left alone");
        assertThat(schedules.waiting).as("schedules nobody settled").isEmpty();
        assertThat(schedules.fates.get("fired")).isGreaterThanOrEqualTo(alone.size());
        whatWasLeftAloneFiredOnce(entries.reversed());
        bothNodesShowTheSame();
        assertThat(overlaps()).as("overlapping visibility").isZero();
        nodes.forEach(node -> assertThat(node.api("GET", "/sites/" + key + "/audit/verify", null)
                        .json()
                        .path("valid")
                        .asBoolean())
                .as("the audit chain")
                .isTrue());
    }

    @Test
    @Requirement({"SCHED-5", "SCHED-17"})
    void a_cancellation_that_was_acknowledged_holds_however_close_the_moment() throws Exception {
        ApiSite site = new ApiSite(nodes.getFirst());
        List<Callable<String>> races = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            String id = site.create("staging", "Race " + n, "/race" + n);
            int wait = 1_300 + n * 60;
            TestApplication other = nodes.get(n % 2);
            races.add(() -> {
                Instant at = Instant.now().plusMillis(1_500);
                String path = "/sites/" + site.key + "/staging/records/" + id;
                assertThat(other.api("PUT", path + "/schedule", Map.of("at", at.toString()))
                                .status())
                        .isEqualTo(200);
                Thread.sleep(wait);
                return id + " " + other.api("DELETE", path + "/schedule", null).status();
            });
        }
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> race : threads.invokeAll(races)) {
                outcomes.add(race.get());
            }
        }
        Thread.sleep(2_500);
        for (String outcome : outcomes) {
            String id = outcome.split(" ")[0];
            List<String> operations = site.get("/audit?record=" + id)
                    .json()
                    .path("items")
                    .valueStream()
                    .map(e -> e.path("operation").asString())
                    .toList();
            if (outcome.endsWith(" 200")) {
                assertThat(operations).containsExactly("schedule.cancel", "schedule", "save");
            } else {
                assertThat(outcome).endsWith(" 409");
                assertThat(operations).containsExactly("schedule.trigger", "schedule", "save");
            }
        }
        assertThat(outcomes).anyMatch(o -> o.endsWith(" 200")).anyMatch(o -> o.endsWith(" 409"));
    }

    @Test
    @Requirement({"F19", "ADMIN-26"})
    @Invariant(17)
    void the_same_key_at_both_nodes_at_once_has_one_effect_and_one_answer() throws Exception {
        ApiSite site = new ApiSite(nodes.getFirst());
        List<Callable<Answer>> tries = new ArrayList<>();
        for (int n = 0; n < 16; n++) {
            TestApplication node = nodes.get(n % 2);
            tries.add(() -> node.api(
                    "POST",
                    "/sites/" + site.key + "/staging/records",
                    Map.of("type", "page", "title", "Once", "path", "/once"),
                    "Idempotency-Key",
                    "once on " + site.key));
        }
        java.util.Set<String> ids = new java.util.HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> one : threads.invokeAll(tries)) {
                assertThat(one.get().status()).isEqualTo(201);
                ids.add(one.get().json().path("id").asString());
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(site.get("/staging/records").json().path("items").size()).isEqualTo(1);

        // A refusal is an answer like any other: the same again, and nothing else under its key.
        String[] key = {"Idempotency-Key", "refused on " + site.key};
        Map<String, Object> wrong = Map.of("type", "page", "title", "x", "content", Map.of("home", "yes"));
        Answer refused = site.call("POST", "/staging/records", wrong, key);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(site.call("POST", "/staging/records", wrong, key).response().body())
                .isEqualTo(refused.response().body());
        Answer other = site.call("POST", "/staging/records", Map.of("type", "page", "title", "y"), key);
        assertThat(ApiSite.code(other)).isEqualTo("idempotency-mismatch");
    }

    /** One program: whatever comes to its mind, on its node, until the time is up. */
    private final class Program {
        private final TestApplication node;
        private final int number;
        private final Random random;
        private int sequence;

        Program(TestApplication node, int number) {
            this.node = node;
            this.number = number;
            this.random = new Random(number);
        }

        void work() {
            boolean planned;
            do { // Again, where the moment was over before the server heard of it.
                planned = leaveAlone(2_000);
            } while (!planned);
            long end = System.nanoTime() + MILLIS * 1_000_000;
            while (System.nanoTime() < end) {
                String environment = random.nextInt(4) == 0 ? "live" : "staging";
                String id = records.get(random.nextInt(RECORDS));
                String record = "/" + environment + "/records/" + id;
                switch (random.nextInt(15)) {
                    case 0, 1, 2 -> save(record, id);
                    case 3, 4 -> note("publish", call("POST", record + "/publish", null));
                    case 5, 6 ->
                        note("promote", call("POST", "/promotions", Map.of("records", some(), "onDrift", "overwrite")));
                    case 7 ->
                        note(
                                "schedule",
                                call(
                                        "PUT",
                                        record + "/schedule",
                                        Map.of(
                                                "at",
                                                Instant.now()
                                                        .plusMillis(300 + random.nextInt(2_000))
                                                        .toString())));
                    case 8 -> note("cancel", call("DELETE", record + "/schedule", null));
                    case 9 -> note("archive", call("POST", record + "/archive", null));
                    case 10 -> note("revive", call("POST", record + "/revive", null));
                    case 11 ->
                        note(
                                "bulk",
                                call(
                                        "POST",
                                        "/" + environment + "/bulk",
                                        Map.of(
                                                "operation",
                                                random.nextBoolean() ? "publish" : "revive",
                                                "records",
                                                some())));
                    case 12 -> {
                        if (random.nextInt(12) == 0) {
                            note("delete", call("DELETE", record, null));
                        }
                    }
                    case 13 -> leaveAlone(300);
                    default ->
                        note(
                                "recover",
                                call(
                                        "POST",
                                        record + "/recover",
                                        Map.of("version", 1, "publish", random.nextBoolean())));
                }
            }
        }

        /** Plans a record of its own, every other time for a moment at which others come too; false if it is too late. */
        private boolean leaveAlone(int soonest) {
            String environment = random.nextInt(4) == 0 ? "live" : "staging";
            String path = "/alone-" + number + "-" + sequence++;
            Answer made = call("POST", "/" + environment + "/records", ApiSite.page("Alone", path, path));
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
            String id = made.json().path("id").asString();
            Instant moment =
                    Instant.now().plusMillis(soonest + random.nextInt(2_000)).truncatedTo(ChronoUnit.MILLIS);
            Instant at = random.nextBoolean()
                    ? moment
                    : moment.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            Answer planned =
                    call("PUT", "/" + environment + "/records/" + id + "/schedule", Map.of("at", at.toString()));
            note("leave alone", planned);
            return planned.status() == 200 && alone.add(new LeftAlone(environment, id, path, at));
        }

        private void save(String record, String id) {
            Answer read = call("GET", record, null);
            if (read.status() != 200) {
                note("read", read);
                return;
            }
            String words = "program " + number + " says " + sequence++;
            Answer saved = call(
                    "PUT",
                    record,
                    Map.of("title", words, "content", ApiSite.content(words)),
                    "If-Match",
                    read.response().headers().firstValue("ETag").orElseThrow());
            note("save", saved);
            if (saved.status() == 200) {
                String version =
                        id + " " + saved.json().path("working").path("version").asInt();
                assertThat(acknowledged.put(version, words))
                        .as("two saves as " + version)
                        .isNull();
            }
        }

        private List<String> some() {
            List<String> some = new ArrayList<>(records);
            java.util.Collections.shuffle(some, random);
            return some.subList(0, 2 + random.nextInt(RECORDS - 2));
        }

        private Answer call(
                String method, String path, @org.jspecify.annotations.Nullable Object body, String... headers) {
            return node.api(method, "/sites/" + key + path, body, headers);
        }

        private void note(String operation, Answer answer) {
            assertThat(answer.status())
                    .as(operation + " " + answer.response().body())
                    .isIn(200, 204, 404, 409, 412, 422);
            seen.computeIfAbsent(operation + " " + answer.status(), k -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    /** Until nothing is planned any more, and both nodes have looked around since. */
    private void settle() throws InterruptedException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> DATABASE.jdbc()
                                .sql("SELECT count(*) FROM coordinate WHERE schedule_at IS NOT NULL")
                                .query(Long.class)
                                .single()
                        == 0);
        Thread.sleep(2_500);
    }

    private void noAcknowledgedSaveIsLost() {
        assertThat(acknowledged).isNotEmpty();
        Map<String, String> kept = new HashMap<>();
        DATABASE.jdbc()
                .sql("SELECT record_id, number, title FROM version WHERE record_id = ANY (CAST(:ids AS uuid[]))")
                .param("ids", records.toArray(String[]::new))
                .query(row -> {
                    kept.put(row.getString("record_id") + " " + row.getInt("number"), row.getString("title"));
                });
        acknowledged.forEach(
                (version, words) -> assertThat(kept.get(version)).as(version).isEqualTo(words));
    }

    private List<JsonNode> entries() {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = nodes.getLast()
                    .api("GET", "/sites/" + key + "/audit?limit=200" + cursor, null)
                    .json();
            page.path("items").forEach(all::add);
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }

    private void whatWasLeftAloneFiredOnce(List<JsonNode> oldestFirst) {
        assertThat(alone).hasSizeGreaterThanOrEqualTo(nodes.size() * PROGRAMS_EACH);
        LeftAlone.firedOnce(alone, oldestFirst);
        for (TestApplication node : nodes) {
            try (KeptWire visitor = node.wire()) {
                alone.forEach(one -> one.isShownTo(visitor, key));
            }
        }
    }

    private void bothNodesShowTheSame() {
        for (String host : List.of(key + ".localhost", key + ".staging.localhost")) {
            for (String path : Stream.concat(
                            java.util.stream.IntStream.range(0, RECORDS).mapToObj(n -> "/r" + n),
                            Stream.of("/sitemap.xml"))
                    .toList()) {
                HttpResponse<String> one = nodes.getFirst().get(host, path);
                HttpResponse<String> two = nodes.getLast().get(host, path);
                assertThat(two.statusCode()).as(host + path).isEqualTo(one.statusCode());
                assertThat(withoutPort(two.body(), 1)).as(host + path).isEqualTo(withoutPort(one.body(), 0));
            }
        }
    }

    private static String withoutPort(String body, int node) {
        return body.replace(":" + nodes.get(node).port(), "");
    }

    private static long overlaps() {
        return DATABASE.jdbc().sql("""
                        SELECT count(*) FROM visibility a JOIN visibility b
                          ON a.site_id = b.site_id AND a.environment = b.environment AND a.record_id = b.record_id
                         AND a.from_revision < b.from_revision
                         AND (a.to_revision IS NULL OR a.to_revision > b.from_revision)""").query(Long.class).single();
    }
}
