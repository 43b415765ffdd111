package dev.sgen.bench;

import dev.sgen.platform.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The product as {@code sgen serve} starts it, in a process of its own on given processors, with the Java options
 * that this program was started with: the launcher gives both the same.
 */
final class Served implements AutoCloseable {
    private static final Pattern ADMIN = Pattern.compile("Admin +http://localhost:([0-9]+)/admin");
    private static final String TOKEN = "bench-token-0123456789-abcdefgh";

    private final Path data;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    /**
     * @param processors as {@code taskset -c} takes them
     * @param settings further settings by the names of their environment variables
     * @param options further Java options for it
     */
    Served(String processors, Map<String, String> settings, String... options) throws IOException {
        data = Files.createTempDirectory("sgen-bench");
        List<String> command = new ArrayList<>(List.of("taskset", "-c", processors));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> !each.startsWith("-XX:StartFlightRecording"))
                .forEach(command::add);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), "dev.sgen.Sgen", "serve"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(data.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SGEN_"));
        builder.environment()
                .putAll(Map.of(
                        "SGEN_PORT",
                        "0",
                        "SGEN_DATA",
                        data.resolve("data").toString(),
                        "SGEN_ADMIN_EMAIL",
                        "ada@example.org",
                        "SGEN_ADMIN_PASSWORD",
                        "correct horse battery",
                        "SGEN_ADMIN_TOKEN",
                        TOKEN));
        builder.environment().putAll(settings);
        process = builder.start();
        port = portOf(process);
    }

    /** Ours; it is started in a folder of its own, where no settings of another installation lie. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(each -> Path.of(each).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int portOf(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.append(line).append('\n');
            Matcher admin = ADMIN.matcher(line);
            if (admin.find()) {
                Thread.ofPlatform().daemon().start(() -> reader.lines().forEach(System.err::println));
                return Integer.parseInt(admin.group(1));
            }
        }
        throw new IOException("the server didn't start:\n" + said);
    }

    long pid() {
        return process.pid();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A call of the API as its administrator. */
    JsonNode api(String method, String path, ObjectNode body) throws IOException, InterruptedException {
        return answer(call(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.write(body)))
                .build());
    }

    /** The JSON that a call is answered with. */
    JsonNode answer(HttpRequest call) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(call, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    call.method() + " " + call.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return Json.read(answer.body());
    }

    /** Any request with its client's own patience; answers the status, or 0 where no answer came. */
    int status(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException none) {
            return 0;
        }
    }

    /** A call of the API as its administrator, ready to be sent. */
    HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(at("/api/v1" + path)).header("Authorization", "Bearer " + TOKEN);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The body that a visitor of a host gets. */
    byte[] page(String host, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(at(path)).header("Host", host).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
