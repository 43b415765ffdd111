package dev.sgen.platform.blob;

import dev.sgen.platform.Reasons;
import dev.sgen.platform.settings.Settings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stores files by content: each is kept once under its SHA-256, whatever its name or uploader. A file is complete or
 * absent, and never changes.
 */
@Component
public class Blobs {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 64 * 1024;
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(Blobs.class);

    private final Path folder;
    private final Path arriving;

    public Blobs(Settings settings) {
        this.folder = settings.blobs();
        this.arriving = folder.resolve("arriving");
    }

    /**
     * Deletes incomplete uploads that a killed server left behind: temporary files older than a day. No upload takes
     * that long.
     *
     * @return how many were deleted
     */
    public int dropAbandoned(Instant now) {
        if (!Files.isDirectory(arriving)) {
            return 0;
        }
        int dropped = 0;
        FileTime before = FileTime.from(now.minus(ABANDONED));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(arriving, "*.part")) {
            for (Path file : files) {
                // Another server on the same store may be doing the same.
                if (Files.getLastModifiedTime(file).compareTo(before) < 0 && Files.deleteIfExists(file)) {
                    dropped++;
                }
            }
        } catch (IOException | DirectoryIteratorException untidy) {
            LOG.warn("What lies abandoned in {} could not be removed: {}", arriving, Reasons.of(untidy));
        }
        return dropped;
    }

    /** A stored file: its SHA-256 in lower-case hexadecimal and its size in bytes. */
    public record Stored(String hash, long size) {}

    /** The stream was longer than allowed; nothing was stored. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        private final long limit;

        TooLarge(long limit) {
            super("more than " + limit + " bytes");
            this.limit = limit;
        }

        /** The allowed number of bytes. */
        public long limit() {
            return limit;
        }
    }

    /**
     * Reads a stream to its end and stores it.
     *
     * @throws TooLarge if it is longer than allowed
     */
    public Stored put(InputStream in, long maxBytes) throws IOException {
        try (Arrived arrived = receive(in, maxBytes)) {
            return arrived.keep();
        }
    }

    /**
     * Reads a stream to its end into a temporary file, to be inspected before it is stored or dropped.
     *
     * @throws TooLarge if it is longer than allowed
     */
    public Arrived receive(InputStream in, long maxBytes) throws IOException {
        Files.createDirectories(arriving);
        Path file = Files.createTempFile(arriving, "in", ".part");
        MessageDigest digest = sha256();
        try {
            long size = copy(in, file, digest, maxBytes);
            return new Arrived(file, new Stored(HexFormat.of().formatHex(digest.digest()), size));
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static long copy(InputStream in, Path file, MessageDigest digest, long maxBytes) throws IOException {
        try (FileOutputStream raw = new FileOutputStream(file.toFile());
                OutputStream out = new DigestOutputStream(raw, digest)) {
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw new TooLarge(maxBytes);
                }
                out.write(buffer, 0, read);
            }
            raw.getFD().sync();
            return size;
        }
    }

    /** Received bytes that aren't stored yet. Closing it without {@link #keep} deletes them. */
    public final class Arrived implements AutoCloseable {
        private final Path file;
        private final Stored stored;

        private Arrived(Path file, Stored stored) {
            this.file = file;
            this.stored = stored;
        }

        /** The temporary file that holds the bytes. */
        public Path file() {
            return file;
        }

        public long size() {
            return stored.size();
        }

        /** Stores the bytes permanently. After this returns they survive a power cut. */
        public Stored keep() throws IOException {
            Path target = path(stored.hash());
            if (!Files.exists(target)) {
                Path shelf = folder.resolve(stored.hash().substring(0, 2));
                Files.createDirectories(shelf);
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                sync(shelf);
            }
            return stored;
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Syncs a directory. A new entry is durable only after the directory itself is written. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    public boolean has(String hash) {
        return Files.isRegularFile(path(hash));
    }

    /**
     * Reads a stored file.
     *
     * @throws NoSuchFileException if there is no file of that hash
     */
    public InputStream open(String hash) throws IOException {
        return Files.newInputStream(path(hash));
    }

    /** The path for a file of this hash, whether or not it exists. */
    public Path path(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal");
        }
        return folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
