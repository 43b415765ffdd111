package dev.sgen.platform;

import dev.sgen.platform.database.DataFolder;
import dev.sgen.platform.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;

/** A process made to be killed: it opens the folder it is given, then commits numbers and says so, without end. */
final class KilledServer {
    private KilledServer() {}

    static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        try (DataFolder held = DataFolder.takeOrRefuse(home.resolve("..").normalize());
                EmbeddedPostgres postgres =
                        EmbeddedPostgres.open(home, new TimeAndIds(Duration.ZERO), EmbeddedPostgres.Durability.FULL)) {
            postgres.createDatabase("sgen", "template0");
            try (Connection connection = postgres.address("sgen").asOwner().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE number (n integer PRIMARY KEY)");
                for (int n = 1; held != null; n++) {
                    statement.execute("INSERT INTO number VALUES (" + n + ")");
                    System.out.println(n);
                }
            }
        } catch (CannotStart refused) {
            System.out.println(refused.what() + "|" + refused.remedy());
        }
    }
}
