package dev.sgen.cli;

import dev.sgen.member.Setup;
import dev.sgen.member.SignIn;
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

/** Administrators from the server's own terminal: whoever stands there needs no password. */
@Command(name = "admin", description = "Make administrators and reset passwords.", mixinStandardHelpOptions = true)
final class AdminCommand {
    private static final Actor.Platform TERMINAL = new Actor.Platform(null, null);

    @ParentCommand
    CommandLineFace face;

    @Spec
    CommandSpec spec;

    @Command(
            name = "reset-password",
            description = "Give a member a new password; all their sessions end.",
            mixinStandardHelpOptions = true)
    int resetPassword(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--password", description = "The new password; without it one is made and printed.")
                    @Nullable
                    String password) {
        return InContext.run(context -> {
            String set = context.getBean(SignIn.class).resetPassword(TERMINAL, email, password);
            return tell(email, password == null ? set : null);
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
            return tell(email, password == null ? set : null);
        });
    }

    private int tell(String email, @Nullable String made) {
        if (face.json) {
            Map<String, String> answer = new LinkedHashMap<>();
            answer.put("email", email);
            if (made != null) {
                answer.put("password", made);
            }
            say(Json.write(answer));
        } else {
            say(
                    made == null
                            ? email + " can sign in with the password given."
                            : email + " can sign in with the password " + made);
        }
        return ExitCode.DONE;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
