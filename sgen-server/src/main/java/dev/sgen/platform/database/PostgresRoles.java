package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import dev.sgen.platform.settings.DatabaseAddress.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;

/**
 * Creates roles and databases with statements that take no parameters. Names are constants of this program; passwords
 * consist of letters and digits.
 */
public final class PostgresRoles {
    private PostgresRoles() {}

    /** Creates a login role without further rights, or sets its password if it exists. */
    public static void ensure(Connection connection, Login login) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    DO $$ BEGIN
                        CREATE ROLE %1$s LOGIN;
                    EXCEPTION WHEN duplicate_object THEN NULL;
                    END $$""".formatted(identifier(login.name())));
            statement.execute("ALTER ROLE %s PASSWORD %s"
                    .formatted(identifier(login.name()), statement.enquoteLiteral(login.password())));
        }
    }

    /** Creates a database from a template, unless it exists. */
    public static void createDatabase(Callable<Connection> superuser, String owner, String name, String template) {
        try (Connection connection = superuser.call();
                Statement statement = connection.createStatement()) {
            try (var found = statement.executeQuery(
                    "SELECT 1 FROM pg_database WHERE datname = " + statement.enquoteLiteral(name))) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE %s OWNER %s TEMPLATE %s"
                    .formatted(identifier(name), identifier(owner), identifier(template)));
        } catch (Exception failed) {
            throw new CannotStart(
                    "The database " + name + " could not be created (" + Reasons.of(failed) + ").",
                    "See whether PostgreSQL has room and is not stopping.");
        }
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
