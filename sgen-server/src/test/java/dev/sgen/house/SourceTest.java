package dev.sgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader of the sources may rely on. */
class SourceTest {
    /** Beside imports, which nobody reads and of which a file in a deep folder has more. */
    private static final int MOST_LINES = 395;

    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|js|jte|css|sql)");
    // Joined here so that this file doesn't hold what it looks for.
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b|not " + "implemented|@Dis" + "abled\\b");

    @Test
    void no_file_is_longer_than_a_reader_holds_in_mind() {
        assertThat(sources().filter(file -> length(file) > MOST_LINES).map(file -> file + ": " + length(file)))
                .isEmpty();
    }

    @Test
    void nothing_is_left_for_later() {
        assertThat(sources()
                        .flatMap(file -> lines(file).stream()
                                .filter(line -> UNFINISHED.matcher(line).find())
                                .map(line -> file + ": " + line.strip())))
                .isEmpty();
    }

    private static long length(Path file) {
        return lines(file).stream().filter(line -> !line.startsWith("import ")).count();
    }

    static Stream<Path> sources() {
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            return all
                    .filter(file -> SOURCE.matcher(file.toString()).matches())
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> file.toString().contains("/src/"))
                    .toList()
                    .stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
