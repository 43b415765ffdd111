package dev.sgen.cli;

import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.work.StartupTask;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Starts the server and keeps it running. */
@Command(
        name = "serve",
        description = "Start the server and stay up. The first visit to the admin creates the first administrator.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    @ParentCommand
    CommandLineFace face;

    @Option(names = "--until-ready", hidden = true, description = "Stop as soon as the server answers.")
    boolean untilReady;

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Settings settings = Settings.load();
        ConfigurableApplicationContext context = face.start.server(settings, StartupTask.none());
        announce(context, settings, (System.nanoTime() - begin) / NANOS_PER_SECOND);
        if (untilReady) {
            context.close();
            return ExitCode.DONE;
        }
        return CommandLineFace.STAYS_UP;
    }

    static void announce(ConfigurableApplicationContext context, Settings settings, double seconds) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        System.out.printf(Locale.ROOT, """
                SGEN is ready after %.1f s.
                  Admin  %s
                  Data   %s
                Ctrl-C stops it.
                """, seconds, settings.adminUrl(port), settings.data());
    }
}
