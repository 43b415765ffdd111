package dev.sgen.cli;

import dev.sgen.member.PasswordReset;
import dev.sgen.member.Setup;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Actor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Creates administrators and resets passwords. Access to the server's terminal is the only authentication. */
@Command(name = "admin", description = "Make administrators and reset passwords.", mixinStandardHelpOptions = true)
final class AdminCommand {
    private static final Actor.Platform TERMINAL = new Actor.Platform(null, null);

    @ParentCommand
    CommandLineFace face;

    @Spec
    CommandSpec spec;

    @Command(
            name = "reset-password",
            description = "Give a member a new password; all their sessions end. Settles whose the address is.",
            mixinStandardHelpOptions = true)
    int resetPassword(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--password", description = "The new password; without it one is made and printed.")
                    @Nullable
                    String password) {
        return InContext.run(context -> {
            PasswordReset.Outcome outcome = context.getBean(PasswordReset.class).reset(TERMINAL, email, password);
            return tell(email, password == null ? outcome.password() : null, outcome.tokensEnded());
        });
    }

    @Command(
            name = "create",
            description = "Make an administrator of the whole installation.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--name", required = true, description = "How the person is called.") String name,
            @Option(names = "--password", description = "Their password; without it one is made and printed.") @Nullable
                    String password) {
        return InContext.run(context -> {
            String set = context.getBean(Setup.class).createAdministrator(TERMINAL, email, name, password);
            return tell(email, password == null ? set : null, 0);
        });
    }

    private int tell(String email, @Nullable String made, int tokensEnded) {
        if (face.json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("email", email);
            if (made != null) {
                answer.put("password", made);
            }
            if (tokensEnded > 0) {
                answer.put("tokensEnded", tokensEnded);
            }
            say(Json.write(answer));
        } else {
            say(
                    made == null
                            ? email + " can sign in with the password given."
                            : email + " can sign in with the password " + made);
            if (tokensEnded > 0) {
                say("Nobody had proven that address: tokens made in its name ended (" + tokensEnded
                        + "). Make those anew that programs need.");
            }
        }
        return ExitCode.DONE;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
