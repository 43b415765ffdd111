package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.platform.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The database of this process: an external one, the embedded one that this process started, or the embedded one of a
 * server that is running beside it. Closing it stops only what this process started.
 */
public final class RunningDatabase implements AutoCloseable {
    private static final String NAME = "sgen";
    private static final int OLDEST = 15;
    private static final int NEWEST = 18;

    private final DatabaseAddress address;
    private final Runnable ending;
    private boolean prepared;

    private RunningDatabase(DatabaseAddress address, Runnable ending) {
        this.address = address;
        this.ending = ending;
    }

    /** An external database. */
    public static RunningDatabase given(DatabaseAddress address) {
        return new RunningDatabase(address, () -> {});
    }

    /**
     * For a server: the external database, or the embedded one. Locks the data folder in both cases.
     *
     * @throws CannotStart if that isn't possible
     */
    static RunningDatabase forServer(Settings settings, TimeAndIds time) {
        DataFolder folder = DataFolder.takeOrRefuse(settings.data());
        return settings.database()
                .map(outside -> new RunningDatabase(outside, folder::close))
                .orElseGet(() -> embedded(settings, time, folder));
    }

    /** For a command: as for a server, but if a server is running, its database is used. */
    static RunningDatabase forCommand(Settings settings, TimeAndIds time) {
        if (settings.database().isPresent()) {
            return given(settings.database().get());
        }
        Optional<DataFolder> folder = DataFolder.take(settings.data());
        if (folder.isPresent()) {
            return embedded(settings, time, folder.get());
        }
        return EmbeddedPostgres.join(settings.data().resolve("postgres"), NAME)
                .map(RunningDatabase::given)
                .orElseThrow(() -> new CannotStart(
                        "A server holds the folder " + settings.data() + ", but its database doesn't answer.",
                        "Wait until the server is ready, then try again."));
    }

    private static RunningDatabase embedded(Settings settings, TimeAndIds time, DataFolder folder) {
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.open(settings.data().resolve("postgres"), time, EmbeddedPostgres.Durability.FULL);
            postgres.createDatabase(NAME, "template0");
            return new RunningDatabase(postgres.address(NAME), () -> {
                postgres.close();
                folder.close();
            });
        } catch (RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    public DatabaseAddress address() {
        return address;
    }

    /** Checks that the PostgreSQL version is supported and migrates the schema. Only the first call does anything. */
    public synchronized void prepare() {
        if (prepared) {
            return;
        }
        try (Connection connection = address.asOwner().getConnection()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST || major > NEWEST) {
                throw new CannotStart(
                        "The database at " + address.url() + " is PostgreSQL " + major + ".",
                        "Use PostgreSQL " + OLDEST + " to " + NEWEST + ".");
            }
        } catch (SQLException failed) {
            throw new CannotStart(
                    "The database at " + address.url() + " doesn't let " + address.owner() + " in ("
                            + Reasons.of(failed) + ").",
                    "See that it runs and that user, password and database name in SGEN_DATABASE_URL are right.");
        }
        Migrations.run(address);
        prepared = true;
    }

    @Override
    public void close() {
        ending.run();
    }
}
