package dev.sgen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The built program as a process of its own, on a free port, with a data folder of its own. Whatever
 * happens, neither it nor its database outlives the test run.
 */
public final class Product implements AutoCloseable {
    static final String ADMIN_EMAIL = "grace@example.org";
    static final String ADMIN_PASSWORD = "rear-admiral-1906";
    static final String ADMIN_TOKEN = "an-e2e-token-of-more-than-20-characters";

    private static final Path JAR = Path.of(System.getProperty("sgen.jar", "../sgen-server/target/sgen-server.jar"));
    static final Path OPTIONS = Path.of("../jvm.options");
    private static final Path FOLDER = Path.of("target", "e2e");
    private static final Duration READY_WITHIN = Duration.ofSeconds(150);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(60);
    private static final int WORDS_OF_LOG = 60;
    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        // Hosts are addressed as a reverse proxy would: by the Host header, over the loopback address. The
        // JDK's client reads this once, before its first request.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private static @Nullable Product shared;
    private static @Nullable IllegalStateException failed;

    private final int port = freePort();
    private final Path data;
    private final Path log;
    private final String command;
    private final Map<String, String> settings;
    private @Nullable Process process;
    private @Nullable CompletableFuture<Void> farewell;

    private Product(String command, Map<String, String> settings) {
        String name = "product-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        this.log = FOLDER.resolve(name + ".log").toAbsolutePath();
        this.command = command;
        this.settings = settings;
        try {
            Files.createDirectories(FOLDER);
            this.data = Files.createTempDirectory("sgen-e2e-");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** A new one, started and ready. */
    public static Product start() {
        return start(Map.of());
    }

    /** A new one with further {@code SGEN_} settings, started and ready. */
    public static Product start(Map<String, String> settings) {
        Product product = new Product("serve", settings);
        product.launch();
        return product;
    }

    /** A new one with the demo's site in it, started and ready. */
    public static Product demo() {
        Product product = new Product("demo", Map.of());
        product.launch();
        product.awaitWords("  Sign in ");
        return product;
    }

    /** The one that tests share which neither stop nor kill it. */
    public static synchronized Product shared() {
        if (failed != null) {
            throw failed;
        }
        if (shared == null) {
            try {
                shared = start();
            } catch (IllegalStateException never) {
                failed = never;
                throw never;
            }
        }
        return shared;
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    /** Where its output went. */
    public Path log() {
        return log;
    }

    /** Address of a site's live or staging host, for a browser. */
    public String url(String host, String path) {
        return "http://" + host + ":" + port + path;
    }

    /** Starts it again on the same folder and port, and waits until it is ready. */
    public void launch() {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(
                    "The built product isn't at " + JAR.toAbsolutePath().normalize()
                            + ". Run ./sgen test, or build it first: mvn -Dquick -Dmaven.test.skip=true package.");
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + OPTIONS.toAbsolutePath().normalize(),
                "-Xmx512m",
                "-jar",
                JAR.toAbsolutePath().normalize().toString(),
                command));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SGEN_"));
        builder.environment()
                .putAll(Map.of(
                        "SGEN_PORT", String.valueOf(port),
                        "SGEN_DATA", data.resolve("data").toString(),
                        "SGEN_ADMIN_EMAIL", ADMIN_EMAIL,
                        "SGEN_ADMIN_PASSWORD", ADMIN_PASSWORD,
                        "SGEN_ADMIN_TOKEN", ADMIN_TOKEN));
        builder.environment().putAll(settings);
        try {
            process = builder.start();
            farewell = process.onExit().thenAccept(gone -> note("The process ended with " + gone.exitValue() + "."));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        awaitReady(process);
    }

    private void awaitReady(Process started) {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long limit = System.nanoTime() + READY_WITHIN.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < limit) {
                if (!started.isAlive()) {
                    throw new IllegalStateException(
                            "The product ended with " + started.exitValue() + ":\n" + lastWords());
                }
                try {
                    if (client.send(question, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // It doesn't listen yet.
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("The product wasn't ready within " + READY_WITHIN + ":\n" + lastWords());
    }

    /** Waits until its output says this. */
    private void awaitWords(String words) {
        Awaitility.await("the product to say “" + words.strip() + "”")
                .atMost(READY_WITHIN)
                .until(() -> lastWords().contains(words));
    }

    /** Asks it to stop, as Ctrl-C does, and waits until it has. */
    public void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!ended(running)) {
                throw new IllegalStateException("The product didn't stop within " + STOPS_WITHIN + ":\n" + lastWords());
            }
            process = null;
        }
    }

    /** kill -9 of the server alone; its database is left running, as it would be. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            ended(running);
            process = null;
        }
    }

    /** The postmasters that work on this product's folder. */
    public List<ProcessHandle> postmasters() {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info()
                        .commandLine()
                        .or(() -> handle.info().command())
                        .filter(line -> line.contains(data.toString()) && line.contains("postgres"))
                        .isPresent())
                .filter(handle -> !parentIsPostgres(handle))
                .toList();
    }

    private static boolean parentIsPostgres(ProcessHandle handle) {
        return handle.parent()
                .flatMap(parent -> parent.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    /** The end of its output. */
    public String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - WORDS_OF_LOG), all.size()));
        } catch (IOException unreadable) {
            return "(no output: " + unreadable.getMessage() + ")";
        }
    }

    /** Lines of its output that report a fault. */
    public List<String> faults() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        end();
    }

    private synchronized void end() {
        Process running = process;
        if (running != null && running.isAlive()) {
            running.destroy();
            if (!ended(running)) {
                running.destroyForcibly();
            }
        }
        process = null;
        if (farewell != null) {
            farewell.join();
        }
        List<ProcessHandle> left = postmasters();
        left.forEach(ProcessHandle::destroyForcibly);
        if (Files.exists(data)) {
            remove(data);
        }
    }

    private void note(String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException gone) {
            // Only a help for whoever reads the log.
        }
    }

    private static boolean ended(Process running) {
        try {
            return running.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException busy) {
                    path.toFile().deleteOnExit();
                }
            });
        } catch (IOException | UncheckedIOException gone) {
            // A temporary folder that is being emptied by its own program.
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The program that browser tests use; its absence is a failure, not a skip. */
    static Path chromium() {
        String named = Optional.ofNullable(System.getenv("SGEN_CHROMIUM")).orElse("/usr/bin/chromium");
        if (!Files.isExecutable(Path.of(named))) {
            throw new IllegalStateException("The browser tests need Chromium, and there is none at " + named
                    + ". Install it (Debian: apt-get install chromium) or set SGEN_CHROMIUM to its program.");
        }
        return Path.of(named);
    }
}
