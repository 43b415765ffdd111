package dev.sgen.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs small programs to their end and keeps what they said. */
final class Commands {
    record Outcome(int code, String said) {
        boolean ok() {
            return code == 0;
        }
    }

    private Commands() {}

    /** Runs a command with a neutral locale; its two outputs go to a file, so that a daemon it leaves behind can't hold a pipe open. */
    static Outcome run(List<String> command, Path directory, Duration limit) {
        try {
            Path output = Files.createTempFile("sgen-command", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()));
                builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
                builder.environment().put("LC_ALL", "C");
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

    /** Whether a command can be run here and ends well; a missing program is a no. */
    static boolean works(List<String> command) {
        try {
            return run(command, Path.of("/"), Duration.ofSeconds(5)).ok();
        } catch (UncheckedIOException missing) {
            return false;
        }
    }
}
