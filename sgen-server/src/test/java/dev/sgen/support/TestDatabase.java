package dev.sgen.support;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.database.EmbeddedPostgres;
import dev.sgen.platform.database.Migrations;
import dev.sgen.platform.database.PostgresRoles;
import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.platform.settings.DatabaseAddress.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * A migrated database of its own for each test class: a copy of a template that is made once per test run.
 *
 * <p>It lives in an embedded PostgreSQL that this JVM starts when first asked and stops at its end, or in
 * the outside server that {@code SGEN_TEST_DATABASE_URL} names (a JDBC URL with a superuser in it).
 */
public final class TestDatabase {
    private static final String OWNER = "sgen_test_owner";
    private static final String APP = "sgen_test_app";
    private static final String PASSWORD = "only-for-tests";
    private static final long PREPARING = 0x5347454EL;

    private static @Nullable TestDatabase shared;

    private final Callable<Connection> superuser;
    private final String urlPattern;
    private final String template;

    private TestDatabase(Callable<Connection> superuser, String urlPattern) {
        this.superuser = superuser;
        this.urlPattern = urlPattern;
        this.template = newName("template");
    }

    /** A fresh, migrated database. */
    public static Fresh fresh() {
        return new Fresh(shared().copy(shared().template));
    }

    /** A fresh database without a schema, as an operator creates one. */
    public static Fresh empty() {
        return new Fresh(shared().copy("template0"));
    }

    /** A database as a test sees it; connections are the application role's unless said otherwise. */
    public static final class Fresh {
        private final DatabaseAddress address;
        private final DataSource app;

        private Fresh(DatabaseAddress address) {
            this.address = address;
            this.app = address.asApp();
        }

        public DatabaseAddress address() {
            return address;
        }

        /** Plain connections as the application role. */
        public DataSource dataSource() {
            return app;
        }

        /** Plain connections as the role that owns the tables. */
        public DataSource ownerDataSource() {
            return address.asOwner();
        }

        public JdbcClient jdbc() {
            return JdbcClient.create(app);
        }

        /** Transactions over {@link #dataSource()}: pass that same source to what shall join them. */
        public TransactionTemplate transactions() {
            return new TransactionTemplate(new DataSourceTransactionManager(app));
        }
    }

    private static synchronized TestDatabase shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static TestDatabase start() {
        String outside = outside();
        TestDatabase database;
        if (outside != null) {
            database = new TestDatabase(
                    () -> DriverManager.getConnection(outside), outside.replaceFirst("/[^/?]*(\\?.*)?$", "/%s"));
        } else {
            EmbeddedPostgres postgres = startEmbedded();
            database =
                    new TestDatabase(postgres::superuser, postgres.address("%s").url());
        }
        database.prepare();
        return database;
    }

    private static @Nullable String outside() {
        String url = System.getenv("SGEN_TEST_DATABASE_URL");
        return url == null || url.isBlank() ? null : url;
    }

    private static EmbeddedPostgres startEmbedded() {
        try {
            Path home = Files.createTempDirectory("sgen-test-postgres");
            EmbeddedPostgres postgres = EmbeddedPostgres.open(
                    home.resolve("postgres"), new TimeAndIds(Duration.ZERO), EmbeddedPostgres.Durability.NONE);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                postgres.close();
                FileSystemUtils.deleteRecursively(home.toFile());
            }));
            return postgres;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void prepare() {
        try (Connection connection = superuser.call();
                Statement statement = connection.createStatement()) {
            // Each JVM of the tests prepares the same outside server; the lock ends with the connection.
            statement.execute("SELECT pg_advisory_lock(" + PREPARING + ")");
            PostgresRoles.ensure(connection, new Login(OWNER, PASSWORD));
            PostgresRoles.ensure(connection, new Login(APP, PASSWORD));
        } catch (Exception failed) {
            throw new IllegalStateException("the test database does not let us make roles", failed);
        }
        PostgresRoles.createDatabase(superuser, OWNER, template, "template0");
        Migrations.run(address(template));
        dropAtEnd(template);
    }

    private DatabaseAddress copy(String of) {
        String name = newName("test");
        PostgresRoles.createDatabase(superuser, OWNER, name, of);
        dropAtEnd(name);
        return address(name);
    }

    private DatabaseAddress address(String database) {
        // Without the credentials that an outside URL carries.
        String url = urlPattern.formatted(database).replaceFirst("//[^/@]*@", "//");
        return new DatabaseAddress(url, new Login(OWNER, PASSWORD), new Login(APP, PASSWORD));
    }

    /** An embedded server goes away whole; an outside one is left as it was found. */
    private void dropAtEnd(String database) {
        if (outside() != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try (Connection connection = superuser.call();
                        var statement = connection.createStatement()) {
                    statement.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
                } catch (Exception left) {
                    System.err.println("the test database " + database + " is left behind: " + left.getMessage());
                }
            }));
        }
    }

    private static String newName(String kind) {
        return "sgen_" + kind + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** For tests of what only the database knows; every statement as the owner. */
    public static JdbcClient asOwner(Fresh database) {
        return JdbcClient.create(database.ownerDataSource());
    }
}
