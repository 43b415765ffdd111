package dev.sgen.cli;

import dev.sgen.platform.Preparation;
import dev.sgen.platform.Settings;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the server and returns when it answers; it isn't ready before its preparation is done. */
@FunctionalInterface
public interface Start {
    ConfigurableApplicationContext server(Settings settings, Preparation preparation);
}
