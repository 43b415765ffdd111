package dev.sgen.bench;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cached page next to nginx serving the same bytes as a file, in turns, one core each, the load on the
 * other core. Needs nginx, wrk and taskset; says so where one is missing.
 */
final class DeliveryBench {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 5;
    private static final int LOOK_SECONDS = 2;
    private static final int MOST_LOOKS = 15;
    private static final int CONNECTIONS = 64;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");

    private DeliveryBench() {}

    static void run() throws Exception {
        for (String tool : List.of("nginx", "wrk", "taskset")) {
            if (new ProcessBuilder("sh", "-c", "command -v " + tool)
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    != 0) {
                System.err.println("The delivery benchmark needs " + tool + ", which isn't installed.");
                System.err.println("On Debian: apt-get install nginx wrk util-linux.");
                System.exit(1);
            }
        }
        Path folder = Files.createTempDirectory("sgen-bench-nginx");
        // Servers on processor 0; the load generator gets processor 1.
        try (Served served = new Served("0", Map.of())) {
            publish(served);
            compare(served, folder);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void publish(Served served) throws Exception {
        served.api(
                "POST",
                "/sites",
                Json.object().put("key", "bench").put("name", "Bench").put("plan", "business"));
        Contents post = Installation.post(0, "first");
        ObjectNode record =
                Json.object().put("type", "post").put("title", post.title()).put("path", post.path());
        record.set("content", post.content());
        String id = served.api("POST", "/sites/bench/staging/records", record)
                .path("id")
                .asString();
        served.api("POST", "/sites/bench/staging/records/" + id + "/publish", Json.object());
        ObjectNode promotion = Json.object();
        promotion.putArray("records").add(id);
        served.api("POST", "/sites/bench/promotions", promotion);
    }

    private static void compare(Served served, Path folder) throws Exception {
        String ours = served.at("/blog/post-0").toString();
        byte[] page = served.page("bench.localhost", "/blog/post-0");
        int port = freePort();
        Process nginx = nginx(folder, port, page);
        try {
            String theirs = "http://127.0.0.1:" + port + "/post-0.html";
            int warm = warmUp(ours);
            load(theirs, 1);
            List<Double> ratios = new ArrayList<>();
            System.out.printf(
                    Locale.ROOT,
                    "one page of %d bytes, warmed up for %d s, %d rounds of %d s, %d connections, one processor each%n",
                    page.length,
                    warm,
                    ROUNDS,
                    SECONDS,
                    CONNECTIONS);
            for (int round = 0; round < ROUNDS; round++) {
                Load mine = load(ours, SECONDS);
                Load his = load(theirs, SECONDS);
                ratios.add(mine.perSecond() / his.perSecond());
                System.out.printf(
                        Locale.ROOT,
                        "SGEN %.0f/s p99 %.2f ms   nginx %.0f/s p99 %.2f ms   ratio %.2f%n",
                        mine.perSecond(),
                        mine.p99Millis(),
                        his.perSecond(),
                        his.p99Millis(),
                        ratios.getLast());
            }
            ratios.sort(null);
            System.out.printf(Locale.ROOT, "median ratio %.2f (limit: at least 0.80)%n", ratios.get(ROUNDS / 2));
        } finally {
            nginx.destroy();
            nginx.waitFor();
        }
    }

    /** Until the compiler is done: three looks in a row without a gain. Answers the seconds it took. */
    private static int warmUp(String url) throws Exception {
        double best = 0;
        int calm = 0;
        int looks = 0;
        while (calm < 3 && looks < MOST_LOOKS) {
            double rate = load(url, LOOK_SECONDS).perSecond();
            calm = rate > best * 1.02 ? 0 : calm + 1;
            best = Math.max(best, rate);
            looks++;
        }
        return looks * LOOK_SECONDS;
    }

    private static Process nginx(Path folder, int port, byte[] page) throws IOException {
        Path html = Files.createDirectories(folder.resolve("html"));
        Files.write(html.resolve("post-0.html"), page);
        Path config = folder.resolve("nginx.conf");
        Files.writeString(config, """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 1024; }
                http {
                    access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 10000000;
                    types { text/html html; }
                    client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                    server { listen 127.0.0.1:%2$d; root %1$s/html; }
                }
                """.formatted(folder, port));
        // Its worker must be able to read the folder whoever it becomes.
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        return new ProcessBuilder("taskset", "-c", "0", "nginx", "-c", config.toString(), "-e", folder + "/error.log")
                .inheritIO()
                .start();
    }

    private record Load(double perSecond, double p99Millis) {}

    private static Load load(String url, int seconds) throws Exception {
        Process wrk = new ProcessBuilder(
                        "taskset",
                        "-c",
                        "1",
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + seconds + "s",
                        "--latency",
                        "-H",
                        "Host: bench.localhost",
                        url)
                .redirectErrorStream(true)
                .start();
        String out;
        try (BufferedReader reader = wrk.inputReader(StandardCharsets.UTF_8)) {
            out = reader.lines().reduce("", (a, b) -> a + b + "\n");
        }
        wrk.waitFor();
        Matcher rate = RATE.matcher(out);
        Matcher p99 = P99.matcher(out);
        if (!rate.find() || !p99.find() || BAD.matcher(out).find()) {
            throw new IllegalStateException("the load said:\n" + out);
        }
        double unit = switch (p99.group(2)) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1_000;
        };
        return new Load(Double.parseDouble(rate.group(1)), Double.parseDouble(p99.group(1)) * unit);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
