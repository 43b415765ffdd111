package dev.sgen.bench;

import dev.sgen.publishing.Publishing;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * A cached page next to nginx serving the same bytes as a file, in turns, one core each, the load on the
 * other core. Needs nginx, wrk and taskset; says so where one is missing.
 */
final class DeliveryBench {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 6;
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
        try (Installation installation = new Installation()) {
            // Server threads on core 0; the load generator gets core 1.
            exec(
                    "taskset",
                    "-a",
                    "-c",
                    "-p",
                    "0",
                    String.valueOf(ProcessHandle.current().pid()));
            SiteRecord post = installation.fill(0, 1).getFirst();
            installation
                    .the(Publishing.class)
                    .publish(installation.actor, installation.site, Environment.STAGING, List.of(post.id()));
            installation
                    .the(dev.sgen.publishing.Promoting.class)
                    .promote(
                            installation.actor,
                            installation.site,
                            List.of(post.id()),
                            dev.sgen.publishing.OnDrift.REFUSE);
            compare(installation, folder);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void compare(Installation installation, Path folder) throws Exception {
        String ours = "http://127.0.0.1:" + installation.port() + "/blog/post-0";
        byte[] page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(ours))
                                .header("Host", "bench.localhost")
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
        int port = freePort();
        Process nginx = nginx(folder, port, page);
        try {
            String theirs = "http://127.0.0.1:" + port + "/post-0.html";
            load(ours, 4);
            List<Double> ratios = new ArrayList<>();
            System.out.printf(
                    Locale.ROOT,
                    "one page of %d bytes, %d rounds of %d s, 64 connections%n",
                    page.length,
                    ROUNDS,
                    SECONDS);
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
                        "-c64",
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

    private static void exec(String... command) throws Exception {
        new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
