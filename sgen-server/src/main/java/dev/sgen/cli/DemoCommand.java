package dev.sgen.cli;

import dev.sgen.importing.demo.DemoSite;
import dev.sgen.member.Setup;
import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.work.StartupTask;
import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Starts the server and creates the demo site if it does not exist. */
@Command(
        name = "demo",
        description = "Start the server with a demo site in every interesting state, and stay up.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String EMAIL = "demo@hartbeck.example";

    @ParentCommand
    CommandLineFace face;

    @Option(names = "--until-ready", hidden = true, description = "Stop as soon as the server answers.")
    boolean untilReady;

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Settings settings = Settings.load();
        // The server reports ready only after the demo site is complete, for load balancers and scripts that wait for
        // it.
        StartupTask startupTask = StartupTask.begun();
        ConfigurableApplicationContext context = face.start.server(settings, startupTask);
        String signIn = signIn(context, settings);
        Site site = context.getBean(DemoSite.class).ready(Actor.platform());
        startupTask.finish();
        announce(context, settings, site, signIn, (System.nanoTime() - begin) / NANOS_PER_SECOND);
        if (untilReady) {
            context.close();
            return ExitCode.DONE;
        }
        return CommandLineFace.STAYS_UP;
    }

    /**
     * How to sign in, as text. On a fresh installation, creates an administrator with a generated password and writes
     * the password to a file that only its owner can read; otherwise reads that file, if there is one.
     */
    private static String signIn(ConfigurableApplicationContext context, Settings settings) {
        Path note = settings.data().resolve("demo-sign-in.txt");
        try {
            Setup setup = context.getBean(Setup.class);
            if (setup.needed()) {
                String password = setup.createAdministrator(new Actor.Platform(null, null), EMAIL, "Demo", null);
                Files.deleteIfExists(note);
                Files.createFile(
                        note, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(note, EMAIL + " with " + password + "\n");
            }
            List<String> lines = Files.exists(note) ? Files.readAllLines(note) : List.of();
            return lines.isEmpty() ? "as the administrator you made" : lines.getFirst();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void announce(
            ConfigurableApplicationContext context, Settings settings, Site site, String signIn, double seconds) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Hosts hosts = context.getBean(Hosts.class);
        System.out.printf(
                Locale.ROOT,
                """
                %s is ready after %.1f s.
                  Live     http://%s:%d/
                  Staging  http://%s:%d/
                  Admin    %s
                  Sign in  %s
                  Data     %s
                Ctrl-C stops it; the data stays.
                """,
                site.name(),
                seconds,
                hosts.defaultHost(site.key(), Environment.LIVE),
                port,
                hosts.defaultHost(site.key(), Environment.STAGING),
                port,
                settings.adminUrl(port),
                signIn,
                settings.data());
    }
}
