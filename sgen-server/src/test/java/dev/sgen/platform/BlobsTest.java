package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.blob.Blobs;
import dev.sgen.platform.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {
    @Test
    void what_a_killed_server_left_arriving_goes_after_a_day_and_nothing_else_does(@TempDir Path data)
            throws IOException {
        Blobs blobs = new Blobs(Settings.of(Map.of("SGEN_DATA", data.toString())));
        assertThat(blobs.dropAbandoned(Instant.EPOCH)).as("an empty folder").isZero();
        Blobs.Stored kept = blobs.put(new ByteArrayInputStream(new byte[] {1, 2, 3}), 10);
        Path arriving = data.resolve("blobs").resolve("arriving");
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        Path old = file(arriving, "old.part", now.minus(Duration.ofHours(25)));
        Path fresh = file(arriving, "fresh.part", now.minus(Duration.ofHours(23)));
        Path foreign = file(arriving, "notes.txt", now.minus(Duration.ofDays(9)));
        Files.setLastModifiedTime(blobs.path(kept.hash()), FileTime.from(now.minus(Duration.ofDays(9))));

        assertThat(blobs.dropAbandoned(now)).isEqualTo(1);

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(foreign).exists();
        assertThat(blobs.has(kept.hash())).isTrue();
    }

    private static Path file(Path folder, String name, Instant at) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "x");
        Files.setLastModifiedTime(file, FileTime.from(at));
        return file;
    }
}
