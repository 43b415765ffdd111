package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A program that ran out of memory is in no state to go on: it ends, and says so in one line. */
@Invariant(21)
class OutOfMemoryTest {
    /** Takes memory until there is none, and catches the error as a careless program does. */
    static final class Hungry {
        private Hungry() {}

        public static void main(String[] args) {
            List<byte[]> kept = new ArrayList<>();
            while (true) {
                try {
                    kept.add(new byte[1 << 20]);
                } catch (OutOfMemoryError swallowed) {
                    System.out.println("went on");
                    return;
                }
            }
        }
    }

    @Test
    @Requirement("T38")
    void a_jvm_with_the_products_options_ends_and_says_what_to_do() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Product.OPTIONS.toAbsolutePath().normalize(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hungry.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(3);
        assertThat(said.lines())
                .as(said)
                .anyMatch(line ->
                        line.startsWith("SGEN ran out of memory and ends now") && line.contains("Start it again"))
                .doesNotContain("went on");
    }
}
