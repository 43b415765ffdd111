package dev.sgen.cli;

import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.work.StartupTask;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the server and returns once it answers requests. The server does not report ready before the start-up task
 * has finished.
 */
@FunctionalInterface
public interface Start {
    ConfigurableApplicationContext server(Settings settings, StartupTask startupTask);
}
