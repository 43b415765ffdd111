package dev.sgen.cli;

import dev.sgen.Application;
import dev.sgen.platform.Settings;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/** Starts the server and leaves it running. */
@Command(
        name = "serve",
        description = "Start the server and stay up. The first visit to the admin creates the first administrator.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Settings settings = Settings.load();
        ConfigurableApplicationContext context = Application.start(settings);
        announce(context, settings, (System.nanoTime() - begin) / NANOS_PER_SECOND);
        return CommandLineFace.STAYS_UP;
    }

    static void announce(ConfigurableApplicationContext context, Settings settings, double seconds) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        System.out.printf(Locale.ROOT, """
                SGEN is ready after %.1f s.
                  Admin  %s
                  Data   %s
                Ctrl-C stops it.
                %n""", seconds, settings.adminUrl(port), settings.data());
    }
}
