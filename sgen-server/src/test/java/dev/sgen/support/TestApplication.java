package dev.sgen.support;

import dev.sgen.Application;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.database.RunningDatabase;
import dev.sgen.platform.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * The whole server on a free port, over a fresh database and an empty data folder; base domain {@code localhost}.
 * Its first administrator is {@value #EMAIL} with {@value #PASSWORD} and the API token {@value #TOKEN}.
 */
public final class TestApplication implements AutoCloseable {
    public static final String EMAIL = "ada@example.org";
    public static final String PASSWORD = "correct horse battery";
    public static final String TOKEN = "sgen_test_0123456789abcdefghijABCDEFGHIJ";

    private static @Nullable TestApplication shared;

    private final Path data;
    private final TestDatabase.Fresh database;
    private final ConfigurableApplicationContext context;
    private final HttpClient client;
    private final int port;

    private TestApplication(Path data, TestDatabase.Fresh database, ConfigurableApplicationContext context) {
        this.data = data;
        this.database = database;
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** One server for all test classes that can share one (each makes sites of its own); it ends with the JVM. */
    public static synchronized TestApplication shared() {
        if (shared == null) {
            TestApplication application = start();
            Runtime.getRuntime().addShutdownHook(new Thread(application::close));
            shared = application;
        }
        return shared;
    }

    /** A server of one's own, by the machine's clock. */
    public static TestApplication start() {
        return start(new TimeAndIds(Duration.ZERO), Map.of());
    }

    /** A server of one's own with a clock set by hand and settings by their {@code SGEN_} names. */
    public static TestApplication start(TimeAndIds time, Map<String, String> settings) {
        return start(time, settings, TestDatabase.fresh());
    }

    /** A server over a database that others may work on as well: one node of several. */
    public static TestApplication start(TimeAndIds time, Map<String, String> settings, TestDatabase.Fresh database) {
        return start(time, settings, database, context -> {});
    }

    /** The same with further parts of a test's own in place of the program's. */
    public static TestApplication start(
            TimeAndIds time, Map<String, String> settings, Consumer<GenericApplicationContext> parts) {
        return start(time, settings, TestDatabase.fresh(), parts);
    }

    private static TestApplication start(
            TimeAndIds time,
            Map<String, String> settings,
            TestDatabase.Fresh database,
            Consumer<GenericApplicationContext> parts) {
        try {
            Path data = Files.createTempDirectory("sgen-test-data");
            Map<String, String> values = new HashMap<>(Map.of(
                    "SGEN_PORT",
                    "0",
                    "SGEN_DATA",
                    data.toString(),
                    "SGEN_ADMIN_EMAIL",
                    EMAIL,
                    "SGEN_ADMIN_PASSWORD",
                    PASSWORD,
                    "SGEN_ADMIN_TOKEN",
                    TOKEN,
                    "SGEN_DNS_SERVER",
                    TestNames.address()));
            values.putAll(settings);
            ConfigurableApplicationContext context = startOrClear(
                    data,
                    () -> Application.start(Settings.of(values), fresh -> {
                        fresh.registerBean(TimeAndIds.class, () -> time);
                        fresh.registerBean(RunningDatabase.class, () -> RunningDatabase.given(database.address()));
                        parts.accept(fresh);
                    }));
            return new TestApplication(data, database, context);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ConfigurableApplicationContext startOrClear(
            Path data, Supplier<ConfigurableApplicationContext> start) {
        try {
            return start.get();
        } catch (RuntimeException failed) {
            FileSystemUtils.deleteRecursively(data.toFile());
            throw failed;
        }
    }

    public int port() {
        return port;
    }

    /** A visitor's connection that stays open until it is closed. */
    public KeptWire wire() {
        return new KeptWire(port);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The web server itself, to look at how it is set up. */
    public WebServer webServer() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
    }

    public TestDatabase.Fresh database() {
        return database;
    }

    /** The address of a path at a host of this server, such as {@code shop.staging.localhost}. */
    public URI uri(String host, String path) {
        return URI.create("http://" + host + ":" + port + path);
    }

    /** Fetches a path as a visitor of a host; redirects are not followed. */
    public HttpResponse<String> get(String host, String path, String... headers) {
        return send("GET", host, path, BodyPublishers.noBody(), headers);
    }

    /** Any request to a host; header names and values alternate. */
    public HttpResponse<String> send(String method, String host, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Host", host + ":" + port)
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A call of the API below {@code /api/v1} as the first administrator. */
    public Answer api(String method, String path, @Nullable Object body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + TOKEN;
        all[2] = "Content-Type";
        all[3] = "application/json";
        HttpResponse<String> response = send(
                method,
                "localhost",
                "/api/v1" + path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)),
                all);
        return new Answer(response);
    }

    /** An answer of the API: its status and its JSON. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return Json.read(response.body());
        }
    }

    @Override
    public void close() {
        try (client) {
            client.shutdownNow();
            context.close();
        } finally {
            FileSystemUtils.deleteRecursively(data.toFile());
        }
    }
}
