package dev.sgen.cli;

import dev.sgen.platform.Json;
import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Creates sites. */
@Command(name = "site", description = "Make sites.", mixinStandardHelpOptions = true)
final class SiteCommand {
    @ParentCommand
    CommandLineFace face;

    @Spec
    CommandSpec spec;

    @Command(
            name = "create",
            description = "Make an empty site; the first administrator of the installation is its administrator.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "KEY", description = "The word in its addresses, such as northwind.") String key,
            @Option(names = "--name", required = true, description = "How people call it.") String name,
            @Option(
                            names = "--plan",
                            defaultValue = "starter",
                            description = "starter, growth, professional, business or enterprise.")
                    String plan,
            @Option(names = "--time-zone", defaultValue = "UTC", description = "IANA name, such as Europe/Berlin.")
                    String zone) {
        return InContext.run(context -> {
            Site site = context.getBean(Sites.class).create(Actor.platform(), key, name, plan, zone);
            tell(site, context.getBean(Hosts.class));
            return ExitCode.DONE;
        });
    }

    private void tell(Site site, Hosts hosts) {
        String staging = hosts.defaultHost(site.key(), Environment.STAGING);
        String live = hosts.defaultHost(site.key(), Environment.LIVE);
        if (face.json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("id", site.id().toString());
            answer.put("key", site.key());
            answer.put("hosts", Map.of("staging", staging, "live", live));
            spec.commandLine().getOut().println(Json.write(answer));
        } else {
            spec.commandLine()
                    .getOut()
                    .println(site.name() + " is there: staging at " + staging + ", live at " + live + ".");
        }
        spec.commandLine().getOut().flush();
    }
}
