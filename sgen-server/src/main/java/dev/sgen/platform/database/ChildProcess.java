package dev.sgen.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs external programs and captures their output. Only this class starts processes, so that none of them inherits
 * this process's environment with its passwords and keys (A17).
 */
public final class ChildProcess {
    public record Outcome(int code, String said) {
        boolean ok() {
            return code == 0;
        }
    }

    private ChildProcess() {}

    /** The {@code PATH} if this process has none. */
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    /**
     * Runs a command with a minimal environment and a neutral locale. Standard output and error go to a file, so that a
     * daemon which the command leaves running can't hold a pipe open.
     */
    public static Outcome run(List<String> command, Path directory, Duration limit) {
        try {
            Path output = Files.createTempFile("sgen-command", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()));
                Map<String, String> environment = builder.environment();
                environment.clear();
                environment.putAll(surroundings(System.getenv()));
                Process process = builder.start();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return new Outcome(-1, "no end after " + limit.toSeconds() + " s");
                }
                return new Outcome(
                        process.exitValue(),
                        Files.readString(output, StandardCharsets.ISO_8859_1).strip());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome(-1, "interrupted");
        }
    }

    /** The environment variables that a child process gets from this process. */
    public static Map<String, String> surroundings(Map<String, String> own) {
        Map<String, String> given = new HashMap<>();
        given.put("PATH", own.getOrDefault("PATH", USUAL_PATH));
        given.put("HOME", own.getOrDefault("HOME", "/"));
        given.put("LC_ALL", "C");
        if (own.containsKey("TZ")) {
            given.put("TZ", own.get("TZ"));
        }
        return Map.copyOf(given);
    }

    /** Whether a command exists here and exits with code 0. */
    static boolean works(List<String> command) {
        try {
            return run(command, Path.of("/"), Duration.ofSeconds(5)).ok();
        } catch (UncheckedIOException missing) {
            return false;
        }
    }
}
