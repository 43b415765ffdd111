package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import dev.sgen.platform.settings.DatabaseAddress;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Migrates a database to the schema that this program needs, as the owner of the tables. */
public final class Migrations {
    private Migrations() {}

    /** Runs all pending migrations. Several nodes may call it at once; one of them migrates. */
    public static MigrateResult run(DatabaseAddress database) {
        try {
            return migrate(database);
        } catch (FlywayException failed) {
            throw new CannotStart(
                    "The schema of the database at " + database.url() + " could not be brought up to date ("
                            + Reasons.of(failed) + ").",
                    "The user " + database.owner()
                            + " must own the database, and no newer SGEN may have worked on it.");
        }
    }

    private static MigrateResult migrate(DatabaseAddress database) {
        return Flyway.configure()
                .dataSource(
                        database.url(),
                        database.owner().name(),
                        database.owner().password())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", database.app().name()))
                .load()
                .migrate();
    }
}
