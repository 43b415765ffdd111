package dev.sgen.cli;

import dev.sgen.audit.AuditReading;
import dev.sgen.audit.AuditReading.Verification;
import dev.sgen.platform.Json;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Verifies the audit trail of a site. */
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
        return InContext.run(context -> verify(
                context.getBean(Sites.class).require(key),
                context.getBean(AuditReading.class),
                face.json,
                spec.commandLine().getOut(),
                spec.commandLine().getErr()));
    }

    static int verify(Site site, AuditReading trail, boolean json, PrintWriter out, PrintWriter err) {
        Verification found = trail.verify(site.id());
        if (json) {
            out.println(Json.write(found));
        } else if (found.valid()) {
            out.println("The audit trail of " + site.key() + " is whole: " + found.entries() + " entries.");
        } else {
            err.println("The audit trail of " + site.key() + " isn't what was written, from entry "
                    + found.firstBroken() + " on.");
            err.println("Keep the database as it is, and compare it with a snapshot from before.");
        }
        out.flush();
        err.flush();
        return found.valid() ? ExitCode.DONE : ExitCode.INTEGRITY;
    }
}
