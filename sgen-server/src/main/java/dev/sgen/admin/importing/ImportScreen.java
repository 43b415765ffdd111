package dev.sgen.admin.importing;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.Views;
import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.Imports;
import dev.sgen.member.Permission;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller of imports: uploads a file, runs or dry-runs the import, and shows its report. */
@Controller
class ImportScreen {
    private static final int RUNS = 20;
    private static final long MEGABYTE = 1024L * 1024;

    private final Views views;
    private final PageShells pageShells;
    private final Imports imports;

    ImportScreen(Views views, PageShells pageShells, Imports imports) {
        this.views = views;
        this.pageShells = pageShells;
        this.imports = imports;
    }

    @GetMapping("/admin/sites/{site}/{env}/import")
    View runs(AdminContext context, HttpServletRequest request) {
        return views.show(
                "importing/imports",
                new ImportPage(
                        pageShells.inside(request, context, "import"),
                        imports.list(context.actor(), context.siteId(), RUNS).stream()
                                .map(ImportScreen::run)
                                .toList(),
                        context.may(Permission.IMPORT),
                        Imports.MAX_BYTES / MEGABYTE));
    }

    @PostMapping("/admin/sites/{site}/{env}/import")
    View start(
            AdminContext context,
            @RequestParam("file") MultipartFile file,
            @RequestParam(defaultValue = "dry") String mode,
            HttpServletRequest request)
            throws IOException {
        try (var in = file.getInputStream()) {
            if (file.isEmpty()) {
                throw new Refused(new BadRequest("Choose a file first."));
            }
            String name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
            ImportRun run = imports.start(
                    context.actor(), context.siteId(), context.environment(), name, in, !mode.equals("import"));
            return new RedirectView(context.base() + "/import/" + run.id());
        } catch (Refused refused) {
            FlashMessages.next(
                    request,
                    FlashMessage.refused("Not imported: " + refused.refusal().detail()));
            return new RedirectView(context.base() + "/import");
        }
    }

    @GetMapping("/admin/sites/{site}/{env}/import/{run}")
    View report(
            AdminContext context,
            @PathVariable("run") String id,
            @RequestParam(defaultValue = "") String show,
            HttpServletRequest request) {
        ImportRun run = imports.require(context.actor(), context.siteId(), id(id));
        List<ImportRun.Line> all = imports.lines(context.actor(), context.siteId(), run.id());
        List<ImportRunPage.Line> lines = all.stream()
                .filter(l -> switch (show) {
                    case "" -> true;
                    case "notes" -> !l.notes().isEmpty();
                    case "unfetched" -> l.unfetched() != null;
                    default -> l.outcome().equals(show);
                })
                .map(l -> line(context, run(run), l))
                .toList();
        int unfetched = (int) all.stream().filter(l -> l.unfetched() != null).count();
        return views.show(
                "importing/run",
                new ImportRunPage(
                        pageShells.inside(request, context, "import"),
                        run(run),
                        tabs(context, run, all, unfetched, show),
                        lines,
                        unfetched,
                        context.may(Permission.IMPORT)));
    }

    private static List<RecordListPage.Tab> tabs(
            AdminContext context, ImportRun run, List<ImportRun.Line> all, int unfetched, String show) {
        String base = context.base() + "/import/" + run.id();
        List<RecordListPage.Tab> tabs = new ArrayList<>();
        tabs.add(new RecordListPage.Tab("All", base, show.isEmpty(), all.size()));
        for (String outcome : ImportPage.OUTCOMES) {
            int count =
                    (int) all.stream().filter(l -> l.outcome().equals(outcome)).count();
            String word = run(run).outcome(outcome);
            String label = Character.toUpperCase(word.charAt(0)) + word.substring(1);
            tabs.add(new RecordListPage.Tab(label, base + "?show=" + outcome, show.equals(outcome), count));
        }
        int noted = (int) all.stream().filter(l -> !l.notes().isEmpty()).count();
        tabs.add(new RecordListPage.Tab("With notes", base + "?show=notes", show.equals("notes"), noted));
        tabs.add(new RecordListPage.Tab(
                "Files to fetch", base + "?show=unfetched", show.equals("unfetched"), unfetched));
        return tabs;
    }

    private static ImportRunPage.Line line(AdminContext context, ImportPage.Run run, ImportRun.Line line) {
        return new ImportRunPage.Line(
                line.source(),
                line.label(),
                line.type(),
                run.outcome(line.outcome()),
                line.record() == null ? null : context.base() + "/record/" + line.record(),
                line.unfetched(),
                line.notes());
    }

    /** Polled every second while the import runs; once it has ended, the response makes the browser reload the page. */
    @GetMapping("/admin/sites/{site}/{env}/import/{run}/progress")
    View progress(AdminContext context, @PathVariable("run") String id, HttpServletResponse response) {
        ImportRun run = imports.require(context.actor(), context.siteId(), id(id));
        if (!run.status().equals("running")) {
            response.setHeader("HX-Refresh", "true");
        }
        return views.show(
                "importing/progress",
                new ImportProgressPage(run(run), context.base() + "/import/" + run.id() + "/progress"));
    }

    @PostMapping("/admin/sites/{site}/{env}/import/{run}/retry")
    View retry(AdminContext context, @PathVariable("run") String id, HttpServletRequest request) {
        UUID run = id(id);
        try {
            var unused = imports.retry(context.actor(), context.siteId(), run);
        } catch (Refused refused) {
            FlashMessages.next(request, FlashMessage.refused(refused.refusal().detail()));
        }
        return new RedirectView(context.base() + "/import/" + run);
    }

    @PostMapping("/admin/sites/{site}/{env}/import/{run}/file")
    View file(
            AdminContext context,
            @PathVariable("run") String id,
            @RequestParam String source,
            @RequestParam("file") MultipartFile file,
            HttpServletRequest request)
            throws IOException {
        UUID run = id(id);
        try (var in = file.getInputStream()) {
            if (file.isEmpty()) {
                throw new Refused(new BadRequest("Choose a file first."));
            }
            String name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
            ImportRun.Line line = imports.upload(context.actor(), context.siteId(), run, source, name, in);
            FlashMessages.next(request, FlashMessage.done("“" + line.label() + "” has its file."));
        } catch (Refused refused) {
            FlashMessages.next(
                    request,
                    FlashMessage.refused("Not uploaded: " + refused.refusal().detail()));
        }
        return new RedirectView(context.base() + "/import/" + run + "?show=unfetched");
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(new NotFound("import"), notAnId);
        }
    }

    private static ImportPage.Run run(ImportRun run) {
        return new ImportPage.Run(
                run.id().toString(),
                run.fileName(),
                run.kind(),
                run.environment().key(),
                run.dryRun(),
                run.status(),
                run.total(),
                run.done(),
                run.problem(),
                run.startedBy(),
                run.startedAt(),
                new TreeMap<>(run.counts()));
    }
}
