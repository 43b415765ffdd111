package dev.sgen;

import dev.sgen.cli.CommandLineFace;
import dev.sgen.platform.database.RunningDatabase;
import dev.sgen.platform.database.StartingDatabase;
import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.work.StartupTask;
import org.springframework.context.ConfigurableApplicationContext;

/** The main class. */
public final class Sgen {
    private Sgen() {}

    static void main(String[] arguments) {
        int code = CommandLineFace.run(Sgen::server, arguments);
        // A server keeps running on its own threads; any other command ends the process with its exit code.
        if (code != CommandLineFace.STAYS_UP) {
            System.exit(code);
        }
    }

    private static ConfigurableApplicationContext server(Settings settings, StartupTask startupTask) {
        StartingDatabase database = StartingDatabase.begin(settings);
        try {
            return Application.start(settings, context -> {
                context.registerBean(StartupTask.class, () -> startupTask);
                context.registerBean(RunningDatabase.class, database::await);
            });
        } catch (RuntimeException failed) {
            database.abandon();
            throw failed;
        }
    }
}
