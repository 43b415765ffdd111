package dev.sgen.cli;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Refused;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Prints errors to standard error: one line with the error and one with the remedy; with {@code --json}, one JSON
 * object.
 */
final class ErrorOutput {
    private record Complaint(int exitCode, String code, String what, String remedy) {}

    private ErrorOutput() {}

    static int aboutUsage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        boolean json = List.of(arguments).contains("--json");
        return say(
                command.getErr(),
                json,
                new Complaint(
                        ExitCode.USAGE,
                        "usage",
                        sentence(mistake.getMessage()),
                        "See " + command.getCommandSpec().qualifiedName() + " --help."));
    }

    static int aboutFailure(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        boolean json = parsed != null && parsed.originalArgs().contains("--json");
        return say(command.getErr(), json, judge(failure));
    }

    private static Complaint judge(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CannotStart no -> {
                    return new Complaint(no.exitCode(), "cannot-start", no.what(), no.remedy());
                }
                case Refused refused -> {
                    return new Complaint(
                            ExitCode.of(refused.refusal()),
                            refused.refusal().code(),
                            refused.refusal().detail(),
                            "");
                }
                case PortInUseException taken -> {
                    return new Complaint(
                            ExitCode.OTHER,
                            "port-in-use",
                            "Port " + taken.getPort() + " is taken by another program.",
                            "Stop that program, or set another port with SGEN_PORT.");
                }
                default -> {}
            }
        }
        // An unexpected error: print the stack trace for the developers.
        failure.printStackTrace();
        return new Complaint(
                ExitCode.OTHER,
                "fault",
                "SGEN hit a fault of its own: " + failure.getClass().getSimpleName() + ".",
                "Report it with the lines above.");
    }

    private static int say(PrintWriter out, boolean json, Complaint complaint) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", complaint.code());
            error.put("detail", complaint.what());
            error.put("remedy", complaint.remedy());
            out.println(Json.write(Map.of("error", error)));
        } else {
            out.println(complaint.what());
            if (!complaint.remedy().isEmpty()) {
                out.println(complaint.remedy());
            }
        }
        out.flush();
        return complaint.exitCode();
    }

    private static String sentence(@Nullable String message) {
        String text = message == null
                ? "The command line can't be read."
                : message.lines().findFirst().orElse("");
        return text.endsWith(".") ? text : text + ".";
    }
}
