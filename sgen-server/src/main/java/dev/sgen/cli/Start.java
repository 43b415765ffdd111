package dev.sgen.cli;

import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.work.StartupTask;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the server and returns when it answers; it isn't ready before its preparation is done. */
@FunctionalInterface
public interface Start {
    ConfigurableApplicationContext server(Settings settings, StartupTask startupTask);
}
