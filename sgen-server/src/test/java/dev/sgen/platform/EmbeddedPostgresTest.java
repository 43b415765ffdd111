package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.database.ChildProcess;
import dev.sgen.platform.database.DataFolder;
import dev.sgen.platform.database.EmbeddedPostgres;
import dev.sgen.platform.database.EmbeddedPostgres.Durability;
import dev.sgen.platform.database.PostgresBinaries;
import dev.sgen.platform.database.PostgresFolder;
import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private final TimeAndIds time = new TimeAndIds(Duration.ZERO);

    @TempDir
    Path data;

    @AfterEach
    void nothing_is_left_running() {
        var left = folder().processes();
        if (!left.isEmpty()) {
            open().close();
        }
        assertThat(left).isEmpty();
    }

    @Test
    void a_stopped_database_keeps_what_was_committed_and_leaves_no_process() throws Exception {
        try (EmbeddedPostgres first = open()) {
            assertThat(first.wasAdopted()).isFalse();
            execute(first, "CREATE TABLE kept AS SELECT 42 AS n");
        }
        assertThat(folder().processes()).isEmpty();
        assertThat(EmbeddedPostgres.join(home(), "postgres")).isEmpty();

        try (EmbeddedPostgres second = open()) {
            assertThat(second.wasAdopted()).isFalse();
            assertThat(number(second, "SELECT n FROM kept")).isEqualTo(42);
        }
    }

    @Test
    @Requirement("A17")
    void the_database_inherits_nothing_of_the_servers_environment() throws Exception {
        assertThat(System.getenv()).hasSizeGreaterThan(4);
        try (EmbeddedPostgres database = open()) {
            assertThat(number(database, "SELECT 1")).isEqualTo(1);
            long postmaster = folder().pid().orElseThrow().pid();
            List<String> names = Stream.of(Files.readString(
                                    Path.of("/proc", Long.toString(postmaster), "environ"), StandardCharsets.ISO_8859_1)
                            .split("\0"))
                    .map(each -> each.substring(0, Math.max(each.indexOf('='), 0)))
                    .toList();
            // The rest is what a shell and PostgreSQL say to themselves.
            assertThat(names)
                    .isNotEmpty()
                    .allMatch(name -> Set.of("PATH", "HOME", "LC_ALL", "TZ", "PWD", "OLDPWD", "SHLVL", "_")
                                    .contains(name)
                            || name.startsWith("PG"));
        }
    }

    @Test
    @Requirement("A17")
    void a_command_is_told_four_words_and_no_secret() {
        Map<String, String> own = Map.of(
                "PATH",
                "/bin",
                "HOME",
                "/root",
                "TZ",
                "UTC",
                "SGEN_ADMIN_PASSWORD",
                "x",
                "PGPASSWORD",
                "y",
                "LANG",
                "z");
        assertThat(ChildProcess.surroundings(own))
                .isEqualTo(Map.of("PATH", "/bin", "HOME", "/root", "TZ", "UTC", "LC_ALL", "C"));
        assertThat(ChildProcess.run(List.of("env"), Path.of("/"), Duration.ofSeconds(5))
                        .said()
                        .lines())
                .allMatch(line -> line.matches("(PATH|HOME|LC_ALL|TZ|PWD|SHLVL|_)=.*"));
    }

    @Test
    @Invariant(9)
    void after_a_killed_server_the_next_one_adopts_the_database_and_nothing_acknowledged_is_lost() throws Exception {
        long acknowledged = killAServerAtWork();
        long postmaster = folder().pid().orElseThrow().pid();
        assertThat(folder().processes()).contains(postmaster);

        try (EmbeddedPostgres next = open()) {
            assertThat(next.wasAdopted()).isTrue();
            assertThat(folder().pid().orElseThrow().pid()).isEqualTo(postmaster);
            assertThat(numbers(next)).isBetween(acknowledged, acknowledged + 1);
        }
    }

    @Test
    @Invariant(9)
    void after_server_and_database_were_killed_the_next_one_recovers_everything_acknowledged() throws Exception {
        long acknowledged = killAServerAtWork();
        long postmaster = folder().pid().orElseThrow().pid();
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();

        try (EmbeddedPostgres next = open()) {
            assertThat(next.wasAdopted()).isFalse();
            assertThat(numbers(next)).isBetween(acknowledged, acknowledged + 1);
        }
    }

    @Test
    void a_pid_file_that_names_a_stranger_does_no_harm() throws Exception {
        open().close();
        Files.writeString(
                folder().data().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder().data() + "\n0\n" + 5432 + "\n\n\n0 0\nready\n");

        try (EmbeddedPostgres next = open()) {
            assertThat(next.wasAdopted()).isFalse();
        }
    }

    @Test
    void an_interrupted_set_up_is_begun_anew() throws Exception {
        Path half = Files.createDirectories(home().resolve("data.new.1"));
        Files.writeString(half.resolve("PG_VERSION"), "18\n");

        try (EmbeddedPostgres postgres = open()) {
            assertThat(number(postgres, "SELECT 1")).isEqualTo(1);
            assertThat(half).doesNotExist();
        }
    }

    @Test
    void a_second_server_on_the_same_folder_is_refused_with_a_reason() throws Exception {
        try (DataFolder held = DataFolder.takeOrRefuse(data)) {
            assertThat(held).isNotNull();
            Process second = spawn();
            try (BufferedReader said = second.inputReader()) {
                assertThat(said.readLine())
                        .startsWith("Another SGEN (process "
                                + ProcessHandle.current().pid() + ") serves the folder")
                        .contains("|Stop that one, or give this one a folder of its own with SGEN_DATA.");
            }
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        DataFolder.takeOrRefuse(data).close();
    }

    @Test
    void a_command_joins_a_running_database_and_leaves_it_running() throws Exception {
        try (EmbeddedPostgres postgres = open()) {
            DatabaseAddress joined = EmbeddedPostgres.join(home(), "postgres").orElseThrow();

            assertThat(joined).isEqualTo(postgres.address("postgres"));
            joined.asApp().getConnection().close();
        }
    }

    @Test
    void a_port_taken_meanwhile_is_replaced_by_a_free_one() throws Exception {
        open().close();
        int before = folder().access().orElseThrow().port();
        try (var taken = new java.net.ServerSocket(before, 1, java.net.InetAddress.getLoopbackAddress());
                EmbeddedPostgres postgres = open()) {
            assertThat(taken.isBound()).isTrue();
            assertThat(number(postgres, "SELECT 1")).isEqualTo(1);
            assertThat(folder().access().orElseThrow().port()).isNotEqualTo(before);
        }
    }

    @Test
    void data_of_another_major_version_is_refused_with_a_way_out() throws Exception {
        Files.createDirectories(folder().data());
        Files.writeString(folder().data().resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(this::open)
                .hasMessageContaining("was made by PostgreSQL 16; this program brings 18")
                .extracting(refused -> ((CannotStart) refused).remedy())
                .asString()
                .contains("SGEN_DATABASE_URL");
    }

    @Test
    void only_the_loopback_address_answers_and_only_with_a_password() throws Exception {
        try (EmbeddedPostgres postgres = open()) {
            int port = folder().access().orElseThrow().port();
            String url = postgres.address("postgres").url();

            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", ""))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
                    .hasMessageContaining("password authentication failed");
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .forEach(address -> assertThat(connects(new InetSocketAddress(address, port)))
                            .as("%s", address)
                            .isFalse());
            assertThat(Files.getPosixFilePermissions(home())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(home().resolve("access.properties")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(home().resolve(".password")).doesNotExist();
        }
    }

    @Test
    void it_is_set_up_to_notice_bad_disks_and_to_know_letters() throws Exception {
        try (EmbeddedPostgres postgres = open();
                var connection = postgres.superuser();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT current_setting('data_checksums'), current_setting('server_encoding'),
                               to_tsvector('simple', 'ÄPFEL')::text, current_setting('fsync')""")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
            assertThat(row.getString(2)).isEqualTo("UTF8");
            assertThat(row.getString(3)).isEqualTo("'äpfel':1");
            assertThat(row.getString(4)).isEqualTo("on");
        }
    }

    @Test
    void a_machine_we_bring_no_programs_for_is_told_what_works() {
        assertThat(PostgresBinaries.resourceName("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(PostgresBinaries.resourceName("Mac OS X", "aarch64")).isEqualTo("postgres-darwin-arm_64.txz");
        assertThatThrownBy(() -> PostgresBinaries.unpacked(data, "Plan 9", "mips"))
                .hasMessageContaining("no PostgreSQL for Plan 9 on mips")
                .extracting(refused -> ((CannotStart) refused).remedy())
                .asString()
                .contains("SGEN_DATABASE_URL");
    }

    private Path home() {
        return data.resolve("postgres");
    }

    private PostgresFolder folder() {
        return new PostgresFolder(home());
    }

    private EmbeddedPostgres open() {
        return EmbeddedPostgres.open(home(), time, Durability.FULL);
    }

    /** The last number that a server, killed in the middle of its work, had acknowledged. */
    private long killAServerAtWork() throws IOException, InterruptedException {
        Process server = spawn();
        long last = 0;
        try (BufferedReader said = server.inputReader()) {
            while (last < 50) {
                last = Long.parseLong(said.readLine());
            }
            // By its handle: killing it as a Process would close the pipe before we read its last words.
            assertThat(ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly())
                    .isTrue();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = Long.parseLong(line);
            }
        }
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    private Process spawn() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledServer.class.getName(),
                        home().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long numbers(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.address("sgen").asOwner().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM number")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long number(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean connects(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
