package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import dev.sgen.platform.TimeAndIds;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The files of the embedded PostgreSQL: its data, its log, and the file with its port and passwords. */
public record PostgresFolder(Path home) {
    private static final String FRESH = "data.new.";
    private static final String WORD = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 32;

    /** The port and the passwords of the three roles. */
    public record Access(int port, String superuser, String owner, String app) {}

    /** Process id and port from PostgreSQL's pid file. */
    public record Pid(long pid, int port) {}

    public Path data() {
        return home.resolve("data");
    }

    Path output() {
        return home.resolve("postgresql.log");
    }

    private Path accessFile() {
        return home.resolve("access.properties");
    }

    void create() {
        try {
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException failed) {
            throw new CannotStart(
                    "The folder " + home + " can't be used (" + Reasons.of(failed) + ").",
                    "Make it writable, or point SGEN_DATA to a folder that is.");
        }
    }

    boolean isInitialised() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    /** A temporary name for data that is being initialised. Removes what earlier interrupted attempts left behind. */
    Path freshData() {
        try (Stream<Path> entries = Files.list(home)) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(FRESH))
                    .forEach(this::remove);
            return home.resolve(FRESH + ProcessHandle.current().pid());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Moves initialised data into its final place. */
    void settle(Path fresh) {
        try {
            Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void remove(Path path) {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int majorVersion() {
        try {
            return Integer.parseInt(
                    Files.readString(data().resolve("PG_VERSION")).strip());
        } catch (IOException | NumberFormatException unreadable) {
            throw new CannotStart(
                    "The database folder " + data() + " has no readable PG_VERSION (" + Reasons.of(unreadable) + ").",
                    "Restore the folder from a copy, or move it away to start empty.");
        }
    }

    public Optional<Access> access() {
        if (!Files.exists(accessFile())) {
            return Optional.empty();
        }
        try {
            Properties kept = new Properties();
            kept.load(new StringReader(Files.readString(accessFile())));
            return Optional.of(new Access(
                    Integer.parseInt(kept.getProperty("port")),
                    kept.getProperty("superuser"),
                    kept.getProperty("owner"),
                    kept.getProperty("app")));
        } catch (IOException | NumberFormatException | NullPointerException unreadable) {
            throw new CannotStart(
                    "The file " + accessFile() + " can't be read (" + Reasons.of(unreadable) + ").",
                    "Restore it from a copy: without it nobody can sign in to this database.");
        }
    }

    Access newAccess(TimeAndIds time) {
        Access access = new Access(0, password(time), password(time), password(time));
        keep(access);
        return access;
    }

    private static String password(TimeAndIds time) {
        return time.word(WORD, PASSWORD_LENGTH);
    }

    void keep(Access access) {
        writePrivately(
                accessFile(),
                "port=%d%nsuperuser=%s%nowner=%s%napp=%s%n"
                        .formatted(access.port(), access.superuser(), access.owner(), access.app()));
    }

    /** Writes a file atomically, readable only by this user. */
    void writePrivately(Path file, String text) {
        Path half = home.resolve(".half." + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(half, text);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            remove(half);
            throw new CannotStart(
                    "The file " + file + " can't be written (" + Reasons.of(failed) + ").",
                    "Free some room on that disk, or make the folder writable.");
        }
    }

    /** The server that runs or last ran on this folder, from its pid file. */
    public Optional<Pid> pid() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
            if (lines.size() < 4) {
                return Optional.empty();
            }
            return Optional.of(new Pid(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip())));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Every PostgreSQL process that works inside this folder. Without {@code /proc}, only the one in the pid file. */
    public List<Long> processes() {
        Path proc = Path.of("/proc");
        if (!Files.exists(data())) {
            return List.of();
        }
        if (!Files.isDirectory(proc)) {
            return pid().map(Pid::pid).filter(PostgresFolder::isPostgres).stream()
                    .toList();
        }
        try (Stream<Path> all = Files.list(proc)) {
            Path real = data().toRealPath();
            return all.filter(entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(entry -> worksIn(entry, real))
                    .map(entry -> Long.parseLong(entry.getFileName().toString()))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isPostgres(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException goneOrForbidden) {
            return false;
        }
    }

    void forgetPid() {
        try {
            Files.deleteIfExists(data().resolve("postmaster.pid"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The present size of PostgreSQL's own log, in bytes. */
    long outputSize() {
        return output().toFile().length();
    }

    /** What PostgreSQL's own log gained since it had that size, to explain why a start failed. */
    String outputSince(long size) {
        try {
            byte[] all = Files.readAllBytes(output());
            int from = (int) Math.min(size, all.length);
            return new String(all, from, all.length - from, StandardCharsets.ISO_8859_1);
        } catch (IOException none) {
            return "";
        }
    }
}
