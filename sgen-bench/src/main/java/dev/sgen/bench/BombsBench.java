package dev.sgen.bench;

import dev.sgen.platform.Json;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long a kept page takes while four clients send what is made to keep a server busy, each kind in its turn, to a
 * server with 1 GB of heap on two processors, which its clients share. Fails where the 99th of a hundred takes 50 ms
 * or longer, health doesn't answer, or another site's save doesn't.
 */
final class BombsBench {
    private static final int CLIENTS = 4;
    private static final int SECONDS = 10;
    private static final long LIMIT_MICROS = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private BombsBench() {}

    /** True if every kind stayed within the limits. */
    static boolean run(List<String> wanted) throws Exception {
        boolean good = true;
        try (Served served = new Served("0,1", Map.of("SGEN_TRUSTED_PROXIES", "127.0.0.1"), "-Xmx1g")) {
            publish(served);
            Bombs bombs = new Bombs(served);
            bombs.prepare();
            Map<String, Bombs.Bomb> all = new LinkedHashMap<>(bombs.all());
            if (!wanted.isEmpty()) {
                all.keySet().retainAll(wanted);
            }
            measure(served, n -> List.of(), SECONDS);
            System.out.printf(
                    "%-12s %8s %8s %8s %8s %8s %8s   answers to the clients%n",
                    "bomb", "pages", "p50 ms", "p99 ms", "max ms", "health", "save ms");
            for (Map.Entry<String, Bombs.Bomb> each : all.entrySet()) {
                Result result = measure(served, each.getValue(), SECONDS);
                good &= result.good() && served.isAlive();
                System.out.println(result.line(each.getKey()));
            }
        }
        System.out.println(good ? "all within the limits" : "beyond the limits");
        return good;
    }

    private static void publish(Served served) throws Exception {
        for (String key : List.of("bench", "other")) {
            served.api(
                    "POST",
                    "/sites",
                    Json.object().put("key", key).put("name", key).put("plan", "business"));
        }
        ObjectNode page = Json.object().put("type", "page").put("title", "Kept").put("path", "/kept");
        page.putObject("content")
                .putArray("body")
                .addObject()
                .put("type", "paragraph")
                .put("text", "words");
        String id = served.api("POST", "/sites/other/staging/records", page)
                .path("id")
                .asString();
        served.api("POST", "/sites/other/staging/records/" + id + "/publish", Json.object());
    }

    private record Result(List<Long> micros, int sick, List<Long> saves, int unsaved, Map<Integer, Integer> answers) {
        long at(double part) {
            return micros.get((int) Math.min(micros.size() - 1, Math.floor(micros.size() * part)));
        }

        boolean good() {
            return at(0.99) < LIMIT_MICROS && sick == 0 && unsaved == 0;
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "%-12s %8d %8.2f %8.2f %8.2f %8s %8d   %s",
                    name,
                    micros.size(),
                    at(0.5) / 1_000.0,
                    at(0.99) / 1_000.0,
                    micros.getLast() / 1_000.0,
                    sick == 0 ? "ok" : sick + " bad",
                    saves.isEmpty() ? -1 : saves.getLast() / 1_000,
                    answers);
        }
    }

    private static Result measure(Served served, Bombs.Bomb bomb, int seconds) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger rounds = new AtomicInteger();
        Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
        List<Thread> clients = new ArrayList<>();
        if (!bomb.round(0).isEmpty()) {
            for (int n = 0; n < CLIENTS; n++) {
                clients.add(Thread.ofPlatform().start(() -> send(served, bomb, stop, rounds, answers)));
            }
        }
        List<Long> micros = new ArrayList<>();
        List<Long> saves = new ArrayList<>();
        int sick = 0;
        int unsaved = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (Wire wire = new Wire(served.at("/").getPort())) {
            for (int n = 0; System.nanoTime() < end; n++) {
                long begun = System.nanoTime();
                int status = wire.status("other.staging.localhost", "/kept");
                micros.add((System.nanoTime() - begun) / 1_000);
                sick += status == 200 ? 0 : 1;
                if (n % 50 == 0) {
                    sick += wire.status("localhost", "/health/live") == 200 ? 0 : 1;
                }
                if (n % 500 == 0) {
                    long saving = System.nanoTime();
                    unsaved += served.status(save(served)) == 201 ? 0 : 1;
                    saves.add((System.nanoTime() - saving) / 1_000);
                }
                Thread.sleep(2);
            }
        }
        stop.set(true);
        for (Thread client : clients) {
            client.join(PATIENCE.plusSeconds(10));
        }
        micros.sort(null);
        saves.sort(null);
        return new Result(micros, sick, saves, unsaved, new TreeMap<>(answers));
    }

    private static HttpRequest save(Served served) {
        ObjectNode body = Json.object().put("type", "page").put("title", "Saved meanwhile");
        body.putObject("content")
                .putArray("body")
                .addObject()
                .put("type", "paragraph")
                .put("text", "x");
        return served.call("/sites/other/staging/records")
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
    }

    private static void send(
            Served served, Bombs.Bomb bomb, AtomicBoolean stop, AtomicInteger rounds, Map<Integer, Integer> answers) {
        try {
            while (!stop.get()) {
                for (HttpRequest request : bomb.round(rounds.incrementAndGet())) {
                    answers.merge(served.status(patient(request)), 1, Integer::sum);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest patient(HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(PATIENCE)
                .build();
    }
}
