package dev.sgen.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command with all subcommands. To add one, create a class in this package and list it here. */
@Command(
        name = "sgen",
        description = "A website platform with staging, live and a record of everything that happened.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineFace.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            SiteCommand.class,
            ImportCommand.class,
            AuditCommand.class,
            AdminCommand.class
        })
public final class CommandLineFace implements Runnable {
    /** Returned instead of an exit code if a server keeps running. */
    public static final int STAYS_UP = -1;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer as JSON, errors too.")
    boolean json;

    /** Starts the server with the given settings and returns once it answers requests. */
    final Start start;

    private CommandLineFace(Start start) {
        this.start = start;
    }

    /** Runs a command line and returns the exit code, or {@link #STAYS_UP}. */
    public static int run(Start start, String... arguments) {
        return new CommandLine(new CommandLineFace(start))
                .setExecutionStrategy(new CommandLine.RunLast())
                .setParameterExceptionHandler(ErrorOutput::aboutUsage)
                .setExecutionExceptionHandler(ErrorOutput::aboutFailure)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command was given.");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLineFace.class.getPackage().getImplementationVersion();
            return new String[] {"SGEN " + (version == null ? "(not packaged)" : version)};
        }
    }
}
