package dev.sgen.cli;

import dev.sgen.audit.AuditReading;
import dev.sgen.audit.AuditReading.Verification;
import dev.sgen.platform.Json;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The audit trail from the server's own terminal. */
@Command(name = "audit", description = "Verify the audit trail of a site.", mixinStandardHelpOptions = true)
final class AuditCommand {
    @ParentCommand
    CommandLineFace face;

    @Spec
    CommandSpec spec;

    @Command(
            name = "verify",
            description = "Recompute the hash chain of a site's audit trail; exit code 5 where it is broken.",
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "SITE", description = "The site's key or id.") String key) {
        return InContext.run(context -> {
            Site site = context.getBean(Sites.class).require(key);
            Verification found = context.getBean(AuditReading.class).verify(site.id());
            tell(site, found);
            return found.valid() ? ExitCode.DONE : ExitCode.INTEGRITY;
        });
    }

    private void tell(Site site, Verification found) {
        if (face.json) {
            spec.commandLine().getOut().println(Json.write(found));
        } else if (found.valid()) {
            spec.commandLine()
                    .getOut()
                    .println("The audit trail of " + site.key() + " is whole: " + found.entries() + " entries.");
        } else {
            spec.commandLine()
                    .getErr()
                    .println("The audit trail of " + site.key() + " isn't what was written, from entry "
                            + found.firstBroken() + " on.");
            spec.commandLine()
                    .getErr()
                    .println("Keep the database as it is, and compare it with a snapshot from before.");
            spec.commandLine().getErr().flush();
        }
        spec.commandLine().getOut().flush();
    }
}
