package dev.sgen.cli;

import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.Imports;
import dev.sgen.platform.Json;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Imports a file into a site and prints the report. */
@Command(
        name = "import",
        description = "Bring a WordPress export (WXR), a Ghost export (JSON) or a product list (CSV) into a site.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    CommandLineFace face;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SITE", description = "The site's key or id.")
    String site;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to bring in.")
    Path file;

    @Option(names = "--dry-run", description = "Say what would come in; change nothing.")
    boolean dryRun;

    @Option(
            names = "--environment",
            paramLabel = "ENV",
            defaultValue = "staging",
            description = "staging or live; ${DEFAULT-VALUE} if not given.")
    String environment;

    @Override
    public Integer call() {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Refused(new NotFound("file " + file));
        }
        return InContext.run(this::bring);
    }

    private int bring(ApplicationContext context) {
        SiteId id = context.getBean(Sites.class).require(site).id();
        Imports imports = context.getBean(Imports.class);
        Actor actor = Actor.platform();
        try (InputStream in = Files.newInputStream(file)) {
            ImportRun run = imports.run(
                    actor, id, Environment.parse(environment), String.valueOf(file.getFileName()), in, dryRun);
            tell(run, imports.lines(actor, id, run.id()));
            return run.status().equals("done") ? ExitCode.DONE : ExitCode.REFUSED;
        } catch (IOException unreadable) {
            throw new Refused(new BadRequest("The file " + file + " can't be read."), unreadable);
        }
    }

    private void tell(ImportRun run, List<ImportRun.Line> lines) {
        PrintWriter out = spec.commandLine().getOut();
        if (face.json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("id", run.id().toString());
            answer.put("status", run.status());
            answer.put("dryRun", run.dryRun());
            answer.put("counts", run.counts());
            answer.put("items", lines);
            out.println(Json.write(answer));
        } else {
            for (ImportRun.Line line : lines) {
                out.printf("%-9s %s%n", line.outcome(), line.label());
                line.notes().forEach(note -> out.println("            " + note));
            }
            run.counts().forEach((outcome, count) -> out.printf("%6d %s%n", count, outcome));
            if (run.dryRun()) {
                out.println("Nothing was changed; run it without --dry-run to bring it in.");
            }
        }
        out.flush();
        if (run.problem() != null) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(run.problem() + ".");
            err.flush();
        }
    }
}
