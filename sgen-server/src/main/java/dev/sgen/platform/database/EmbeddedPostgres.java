package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.database.PostgresFolder.Access;
import dev.sgen.platform.database.PostgresFolder.Pid;
import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.platform.settings.DatabaseAddress.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs the PostgreSQL that is bundled with this program: a separate process that listens on the loopback address and
 * requires a password.
 *
 * <p>It survives if this server is killed, and the next server adopts it, so that a folder never has two postmasters
 * and no commit is lost. {@link #close()} stops it. One process at a time may open a folder (see {@link DataFolder});
 * others may {@link #join}.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The major version of the bundled programs. */
    static final int MAJOR = 18;

    static final String SUPERUSER = "postgres";
    private static final String OWNER = "sgen_owner";
    private static final String APP = "sgen_app";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int LOGIN_ATTEMPTS = 8;
    /** The class of SQL states of connections that didn't come about. */
    private static final String NO_CONNECTION = "08";

    private static final int PORT_ATTEMPTS = 4;

    /** How far PostgreSQL may trade durability for speed. */
    public enum Durability {
        /** Commits are synced to disk. */
        FULL,
        /** For tests: nothing survives a power cut. */
        NONE
    }

    private final PostgresFolder folder;
    private final Path binaries;
    private final Privileges privileges;
    private final Durability durability;
    private Access access;
    private boolean adopted;
    private boolean open;

    private EmbeddedPostgres(
            PostgresFolder folder, Path binaries, Privileges privileges, Durability durability, Access access) {
        this.folder = folder;
        this.binaries = binaries;
        this.privileges = privileges;
        this.durability = durability;
        this.access = access;
    }

    /**
     * Starts PostgreSQL in a folder, or adopts the instance that still runs there, and prepares its roles.
     *
     * @throws CannotStart if that isn't possible
     */
    public static EmbeddedPostgres open(Path home, TimeAndIds time, Durability durability) {
        PostgresFolder folder = new PostgresFolder(home.toAbsolutePath().normalize());
        Path binaries = PostgresBinaries.unpacked(PostgresBinaries.sharedCache(home.resolveSibling("cache")));
        folder.create();
        if (folder.isInitialised() && folder.majorVersion() != MAJOR) {
            throw new CannotStart(
                    "The database folder " + folder.data() + " was made by PostgreSQL " + folder.majorVersion()
                            + "; this program brings " + MAJOR + ".",
                    "Run the SGEN that made it and take a backup there, or serve the folder with PostgreSQL "
                            + folder.majorVersion() + " and set SGEN_DATABASE_URL.");
        }
        Privileges privileges = Privileges.forFolder(folder.home());
        Access access = folder.access().orElseGet(() -> folder.newAccess(time));
        EmbeddedPostgres postgres = new EmbeddedPostgres(folder, binaries, privileges, durability, access);
        if (!folder.isInitialised()) {
            postgres.initialise();
        }
        if (!postgres.adopt()) {
            postgres.start();
        }
        postgres.open = true;
        postgres.prepareRoles();
        return postgres;
    }

    /** The database of a server that is running on this folder, for a command beside it; empty if none is running. */
    public static Optional<DatabaseAddress> join(Path home, String database) {
        PostgresFolder folder = new PostgresFolder(home.toAbsolutePath().normalize());
        return folder.access()
                .filter(access -> folder.pid().isPresent())
                .filter(access -> answers(access, folder))
                .map(access -> address(access, database));
    }

    /** The address of a database in this instance, for the owner and for the application role. */
    public DatabaseAddress address(String database) {
        return address(access, database);
    }

    /** Whether it was already running and was adopted. */
    public boolean wasAdopted() {
        return adopted;
    }

    /** A connection as superuser. Use it only to create databases. */
    public Connection superuser() throws SQLException {
        return connect(access, "postgres");
    }

    /** Creates a database owned by the owner role, as a copy of the template, unless it exists. */
    public void createDatabase(String name, String template) {
        PostgresRoles.createDatabase(this::superuser, OWNER, name, template);
    }

    /** Stops PostgreSQL. Open transactions are rolled back; all commits are on disk. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            stop();
        }
    }

    private static DatabaseAddress address(Access access, String database) {
        return new DatabaseAddress(
                url(access.port(), database), new Login(OWNER, access.owner()), new Login(APP, access.app()));
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Connection connect(Access access, String database) throws SQLException {
        return DriverManager.getConnection(
                url(access.port(), database) + "?connectTimeout=2&loginTimeout=3&socketTimeout=60",
                SUPERUSER,
                access.superuser());
    }

    /**
     * Initialises the data in a temporary folder and moves it into place, so that an interruption leaves no incomplete
     * folder.
     */
    private void initialise() {
        Path fresh = folder.freshData();
        Path password = folder.home().resolve(".password");
        folder.writePrivately(password, access.superuser() + "\n");
        privileges.handOver(folder.home());
        ChildProcess.Outcome outcome = postgres(
                List.of(
                        tool("initdb"),
                        "-D",
                        fresh.toString(),
                        "-U",
                        SUPERUSER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions"),
                START_LIMIT);
        folder.remove(password);
        if (!outcome.ok()) {
            folder.remove(fresh);
            throw broken("PostgreSQL could not set up its folder " + folder.data(), outcome.said());
        }
        // Only the loopback address, only with a password, no replication.
        folder.writePrivately(fresh.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        folder.settle(fresh);
    }

    /**
     * Whether PostgreSQL already runs here and accepts our password. One that runs but doesn't answer is stopped first.
     */
    private boolean adopt() {
        Optional<Pid> pid = folder.pid();
        List<Long> processes = folder.processes();
        boolean running = pid.isPresent() && processes.contains(pid.get().pid());
        if (!running) {
            // The children of a killed postmaster end by themselves. A new one must not start beside them.
            if (!Polling.until(Duration.ofSeconds(15), () -> folder.processes().isEmpty())) {
                throw new CannotStart(
                        "Processes " + folder.processes() + " of an earlier PostgreSQL still work in " + folder.data()
                                + ".",
                        "End them, then start again.");
            }
            folder.forgetPid();
            return false;
        }
        Access there = new Access(pid.get().port(), access.superuser(), access.owner(), access.app());
        if (Polling.until(ANSWER_LIMIT, () -> answers(there, folder))) {
            remember(there);
            adopted = true;
            return true;
        }
        stop();
        return false;
    }

    /** Whether the server at that port accepts our password and works on our folder. */
    private static boolean answers(Access access, PostgresFolder folder) {
        try (Connection connection = connect(access, "postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW data_directory")) {
            return rows.next()
                    && Path.of(rows.getString(1))
                            .toRealPath()
                            .equals(folder.data().toRealPath());
        } catch (SQLException | IOException no) {
            return false;
        }
    }

    private void start() {
        ChildProcess.Outcome outcome = new ChildProcess.Outcome(-1, "");
        long before = folder.outputSize();
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            if (access.port() == 0 || attempt > 0 || !isFree(access.port())) {
                remember(new Access(freePort(), access.superuser(), access.owner(), access.app()));
            }
            configure();
            outcome = postgres(
                    List.of(
                            tool("pg_ctl"),
                            "start",
                            "-w",
                            "-s",
                            "-t",
                            String.valueOf(START_LIMIT.toSeconds()),
                            "-D",
                            folder.data().toString(),
                            "-l",
                            folder.output().toString()),
                    START_LIMIT.plusSeconds(10));
            if (outcome.ok()) {
                return;
            }
            if (!folder.outputSince(before).contains("could not bind")) {
                break;
            }
        }
        throw broken(
                "PostgreSQL did not start in " + folder.data(), folder.outputSince(before) + "\n" + outcome.said());
    }

    private void configure() {
        String quick = durability == Durability.NONE
                ? "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"
                : "";
        folder.writePrivately(folder.data().resolve("postgresql.auto.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 120
                shared_buffers = 128MB
                timezone = 'UTC'
                log_timezone = 'UTC'
                """.formatted(access.port()) + quick);
        privileges.handOver(folder.home());
    }

    private void stop() {
        for (String mode : List.of("fast", "immediate")) {
            ChildProcess.Outcome outcome = postgres(
                    List.of(
                            tool("pg_ctl"),
                            "stop",
                            "-w",
                            "-s",
                            "-t",
                            "30",
                            "-m",
                            mode,
                            "-D",
                            folder.data().toString()),
                    Duration.ofSeconds(40));
            if (outcome.ok() || folder.pid().isEmpty()) {
                return;
            }
        }
        throw new CannotStart(
                "PostgreSQL in " + folder.data() + " does not stop.", "End its processes " + folder.processes() + ".");
    }

    /** On a busy machine a server that answers may still be slow to let somebody in: that is tried again. */
    private void prepareRoles() {
        SQLException failed = null;
        for (int attempt = 0; attempt < LOGIN_ATTEMPTS; attempt++) {
            try (Connection connection = superuser()) {
                PostgresRoles.ensure(connection, new Login(OWNER, access.owner()));
                PostgresRoles.ensure(connection, new Login(APP, access.app()));
                return;
            } catch (SQLException refused) {
                failed = refused;
                if (!Objects.requireNonNullElse(refused.getSQLState(), "").startsWith(NO_CONNECTION)) {
                    break;
                }
            }
        }
        if (failed != null) {
            close();
            throw broken("PostgreSQL in " + folder.data() + " refused to set up its roles", Reasons.of(failed));
        }
    }

    private void remember(Access next) {
        if (!next.equals(access)) {
            access = next;
            folder.keep(next);
        }
    }

    private ChildProcess.Outcome postgres(List<String> command, Duration limit) {
        return ChildProcess.run(privileges.command(command), folder.home(), limit);
    }

    private String tool(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private CannotStart broken(String what, String said) {
        String all = said.toLowerCase(Locale.ROOT);
        if (all.contains("no space left")) {
            return new CannotStart(
                    what + ": the disk is full.",
                    "Free some room on the disk of " + folder.home() + ", then start again.");
        }
        if (all.contains("permission denied")) {
            return new CannotStart(
                    what + ": no permission.",
                    "Make " + folder.home() + " and the folders above it readable for the user who starts SGEN.");
        }
        String reason = said.lines()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error:"))
                .reduce((first, last) -> last)
                .orElse(said.lines().reduce((first, last) -> last).orElse("no reason given"))
                .strip();
        return new CannotStart(what + ": " + reason, "The whole story is in " + folder.output() + ".");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new CannotStart("No free port on the loopback address.", "End programs that hold many ports.");
        }
    }
}
