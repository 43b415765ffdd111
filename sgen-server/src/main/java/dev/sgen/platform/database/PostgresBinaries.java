package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Json;
import dev.sgen.platform.Reasons;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

/** Unpacks the bundled PostgreSQL programs, once per version, into a cache shared by all installations. */
public final class PostgresBinaries {
    private static final int STAMPED_BYTES = 1 << 20;

    private PostgresBinaries() {}

    /** The folder that contains {@code bin/postgres}; unpacks it on first use. */
    static Path unpacked(Path cache) {
        return unpacked(cache, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    public static Path unpacked(Path cache, String osName, String osArch) {
        ClassPathResource archive = new ClassPathResource(resourceName(osName, osArch));
        if (!archive.exists()) {
            throw new CannotStart(
                    "This build carries no PostgreSQL for " + osName + " on " + osArch + ".",
                    "Run a PostgreSQL 15 to 18 and set SGEN_DATABASE_URL=postgresql://user:password@host:5432/database.");
        }
        try {
            Path home = cache.resolve("postgresql-" + stamp(archive));
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                unpack(archive, home);
            }
            return home;
        } catch (IOException failed) {
            throw new CannotStart(
                    "The PostgreSQL programs could not be unpacked into " + cache + " (" + Reasons.of(failed) + ").",
                    "Make room there or make it writable (60 MB are needed), then start again.");
        }
    }

    public static String resourceName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : osName.toLowerCase(Locale.ROOT);
        String arch = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> osArch;
        };
        return "postgres-" + os + "-" + arch + ".txz";
    }

    /** Distinguishes builds without reading the whole archive: a hash of its beginning, and its size. */
    private static String stamp(ClassPathResource archive) throws IOException {
        try (InputStream in = archive.getInputStream()) {
            return Json.sha256(in.readNBytes(STAMPED_BYTES)).substring(0, 8) + "-" + archive.contentLength();
        }
    }

    private static void unpack(ClassPathResource archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path half = Files.createTempDirectory(home.getParent(), ".unpacking");
        try {
            try (InputStream raw = new BufferedInputStream(archive.getInputStream());
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
                extract(tar, half);
            }
            // Other users must be able to run it, because PostgreSQL doesn't run as root.
            Files.setPosixFilePermissions(half, permissions(0755));
            try {
                Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
                // Another process unpacked the same build in the meantime; use that one.
                FileSystemUtils.deleteRecursively(half);
            }
        } catch (IOException | RuntimeException failed) {
            FileSystemUtils.deleteRecursively(half);
            throw failed;
        }
    }

    private static void extract(TarArchiveInputStream tar, Path target) throws IOException {
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("an entry points outside: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, file);
                Files.setPosixFilePermissions(file, permissions(entry.getMode() | 0444));
            }
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        return tar.getNextEntry();
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> out = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] highestFirst = PosixFilePermission.values();
        for (int bit = 0; bit < highestFirst.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                out.add(highestFirst[bit]);
            }
        }
        return out;
    }

    /** The cache folder for the current user: a common one for root, else one in the user's home. */
    static Path sharedCache(Path fallback) {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path own = xdg != null && !xdg.isBlank()
                ? Path.of(xdg).resolve("sgen")
                : Path.of(System.getProperty("user.home")).resolve(".cache/sgen");
        for (Path candidate : Privileges.isRoot() ? new Path[] {Path.of("/var/cache/sgen"), own} : new Path[] {own}) {
            try {
                Files.createDirectories(candidate);
                if (Files.isWritable(candidate)) {
                    return candidate;
                }
            } catch (IOException | UncheckedIOException unusable) {
                // Try the next folder.
            }
        }
        return fallback;
    }
}
