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
 * Runs small programs to their end and keeps what they said. The one place where processes begin: none inherits what
 * this process was told in its environment, passwords and keys among it (A17).
 */
public final class ChildProcess {
    public record Outcome(int code, String said) {
        boolean ok() {
            return code == 0;
        }
    }

    private ChildProcess() {}

    /** Where programs are looked for if nothing says so. */
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    /** Runs a command in an environment of four words and with a neutral locale; its two outputs go to a file, so that a daemon it leaves behind can't hold a pipe open. */
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

    /** What a child process gets of this process's own environment. */
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

    /** Whether a command can be run here and ends well; a missing program is a no. */
    static boolean works(List<String> command) {
        try {
            return run(command, Path.of("/"), Duration.ofSeconds(5)).ok();
        } catch (UncheckedIOException missing) {
            return false;
        }
    }
}
