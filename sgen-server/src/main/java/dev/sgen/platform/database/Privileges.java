package dev.sgen.platform.database;

import com.sun.security.auth.module.UnixSystem;
import dev.sgen.platform.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets PostgreSQL, which refuses to run as root, run when this process is root: in a user namespace, or, if the machine
 * forbids that, as an unprivileged user who then owns the folder.
 */
final class Privileges {
    private final List<String> prefix;
    private final int owner;

    private Privileges(List<String> prefix, int owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    /** The command prefix with which PostgreSQL accepts to work on this folder. */
    static Privileges forFolder(Path home) {
        if (!isRoot()) {
            return new Privileges(List.of(), -1);
        }
        int present = ownerOf(home);
        if (present == 0 && ChildProcess.works(List.of("unshare", "-U", "true"))) {
            return new Privileges(List.of("unshare", "-U"), -1);
        }
        return asUser(home, present);
    }

    private static Privileges asUser(Path home, int present) {
        for (String name : List.of("postgres", "nobody")) {
            int uid = present != 0 ? present : idOf("-u", name);
            if (uid <= 0) {
                continue;
            }
            for (List<String> prefix : List.of(
                    List.of(
                            "setpriv",
                            "--reuid=" + uid,
                            "--regid=" + idOf("-g", String.valueOf(uid)),
                            "--clear-groups",
                            "--"),
                    List.of("runuser", "-u", name, "--"))) {
                List<String> probe = new ArrayList<>(prefix);
                probe.add("true");
                if (ChildProcess.works(probe)) {
                    Privileges privileges = new Privileges(prefix, uid);
                    privileges.handOver(home);
                    return privileges;
                }
            }
        }
        throw new CannotStart(
                "PostgreSQL refuses to run as root, and this machine has no unshare, setpriv or runuser to step down with.",
                "Start SGEN as an ordinary user, or set SGEN_DATABASE_URL to a PostgreSQL of your own.");
    }

    List<String> command(List<String> command) {
        List<String> out = new ArrayList<>(prefix);
        out.addAll(command);
        return out;
    }

    /** Gives a folder and its contents to the user that PostgreSQL runs as. Does nothing with a namespace. */
    void handOver(Path folder) {
        if (owner < 0) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                    Files.setAttribute(dir, "unix:uid", owner);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.setAttribute(file, "unix:uid", owner);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int ownerOf(Path folder) {
        try {
            Map<String, Object> attributes = Files.readAttributes(folder, "unix:uid");
            return attributes.get("uid") instanceof Integer uid ? uid : 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int idOf(String which, String user) {
        ChildProcess.Outcome outcome =
                ChildProcess.run(List.of("id", which, user), Path.of("/"), Duration.ofSeconds(5));
        return outcome.ok() ? Integer.parseInt(outcome.said()) : -1;
    }
}
