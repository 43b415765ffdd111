package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An exclusive lock on a data folder; one process can hold it at a time. The operating system releases it when the
 * process ends, even if it is killed.
 */
public final class DataFolder implements AutoCloseable {
    private static final int PID_DIGITS = 32;

    private final FileChannel channel;

    private DataFolder(FileChannel channel) {
        this.channel = channel;
    }

    /** Locks the folder, creating it if necessary; empty if another process holds the lock. */
    static Optional<DataFolder> take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return Optional.of(new DataFolder(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException failed) {
            throw new CannotStart(
                    "The folder " + folder + " can't be used (" + Reasons.of(failed) + ").",
                    "Make it writable and see that its disk has room, or point SGEN_DATA to another folder.");
        }
    }

    /** Locks the folder or throws {@link CannotStart} naming the process that holds the lock. */
    public static DataFolder takeOrRefuse(Path folder) {
        return take(folder)
                .orElseThrow(() -> new CannotStart(
                        "Another SGEN (process " + holder(folder) + ") serves the folder " + folder + ".",
                        "Stop that one, or give this one a folder of its own with SGEN_DATA."));
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ownJvm) {
            return false;
        }
    }

    private static String holder(Path folder) {
        try {
            String pid = Files.readString(lockFile(folder), StandardCharsets.US_ASCII);
            return pid.length() > PID_DIGITS ? "unknown" : pid.strip();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    private static Path lockFile(Path folder) {
        return folder.resolve("sgen.lock");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
