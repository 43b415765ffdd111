package dev.sgen.admin;

import dev.sgen.importing.ImportRun;
import dev.sgen.importing.Imports;
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

/** Bringing content in: a file, a dry run, a report of every thing in it. */
@Controller
class ImportScreen {
    private static final int RUNS = 20;
    private static final long MEGABYTE = 1024L * 1024;

    private final Views views;
    private final Frames frames;
    private final Imports imports;

    ImportScreen(Views views, Frames frames, Imports imports) {
        this.views = views;
        this.frames = frames;
        this.imports = imports;
    }

    @GetMapping("/admin/sites/{site}/{env}/import")
    View runs(Place place, HttpServletRequest request) {
        return views.show(
                "imports",
                new ImportPage(
                        frames.inside(request, place, "import"),
                        imports.list(place.actor(), place.siteId(), RUNS).stream()
                                .map(ImportScreen::run)
                                .toList(),
                        place.may(Permission.IMPORT),
                        Imports.MAX_BYTES / MEGABYTE));
    }

    @PostMapping("/admin/sites/{site}/{env}/import")
    View start(
            Place place,
            @RequestParam("file") MultipartFile file,
            @RequestParam(defaultValue = "dry") String mode,
            HttpServletRequest request)
            throws IOException {
        try (var in = file.getInputStream()) {
            if (file.isEmpty()) {
                throw new Refused(new BadRequest("Choose a file first."));
            }
            String name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
            ImportRun run =
                    imports.start(place.actor(), place.siteId(), place.environment(), name, in, !mode.equals("import"));
            return new RedirectView(place.base() + "/import/" + run.id());
        } catch (Refused refused) {
            Notices.next(
                    request, Notice.refused("Not imported: " + refused.refusal().detail()));
            return new RedirectView(place.base() + "/import");
        }
    }

    @GetMapping("/admin/sites/{site}/{env}/import/{run}")
    View report(
            Place place,
            @PathVariable("run") String id,
            @RequestParam(defaultValue = "") String show,
            HttpServletRequest request) {
        ImportRun run = imports.require(place.actor(), place.siteId(), id(id));
        List<ImportRun.Line> all = imports.lines(place.actor(), place.siteId(), run.id());
        List<ImportRunPage.Line> lines = all.stream()
                .filter(l -> switch (show) {
                    case "" -> true;
                    case "notes" -> !l.notes().isEmpty();
                    case "unfetched" -> l.unfetched() != null;
                    default -> l.outcome().equals(show);
                })
                .map(l -> line(place, run(run), l))
                .toList();
        int unfetched = (int) all.stream().filter(l -> l.unfetched() != null).count();
        return views.show(
                "import",
                new ImportRunPage(
                        frames.inside(request, place, "import"),
                        run(run),
                        tabs(place, run, all, unfetched, show),
                        lines,
                        unfetched,
                        place.may(Permission.IMPORT)));
    }

    private static List<RecordListPage.Tab> tabs(
            Place place, ImportRun run, List<ImportRun.Line> all, int unfetched, String show) {
        String base = place.base() + "/import/" + run.id();
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

    private static ImportRunPage.Line line(Place place, ImportPage.Run run, ImportRun.Line line) {
        return new ImportRunPage.Line(
                line.source(),
                line.label(),
                line.type(),
                run.outcome(line.outcome()),
                line.record() == null ? null : place.base() + "/record/" + line.record(),
                line.unfetched(),
                line.notes());
    }

    /** Asked every second while the import runs; once it is done the page is loaded whole. */
    @GetMapping("/admin/sites/{site}/{env}/import/{run}/progress")
    View progress(Place place, @PathVariable("run") String id, HttpServletResponse response) {
        ImportRun run = imports.require(place.actor(), place.siteId(), id(id));
        if (!run.status().equals("running")) {
            response.setHeader("HX-Refresh", "true");
        }
        return views.show(
                "importProgress", new ImportProgress(run(run), place.base() + "/import/" + run.id() + "/progress"));
    }

    @PostMapping("/admin/sites/{site}/{env}/import/{run}/retry")
    View retry(Place place, @PathVariable("run") String id, HttpServletRequest request) {
        UUID run = id(id);
        try {
            var unused = imports.retry(place.actor(), place.siteId(), run);
        } catch (Refused refused) {
            Notices.next(request, Notice.refused(refused.refusal().detail()));
        }
        return new RedirectView(place.base() + "/import/" + run);
    }

    @PostMapping("/admin/sites/{site}/{env}/import/{run}/file")
    View file(
            Place place,
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
            ImportRun.Line line = imports.upload(place.actor(), place.siteId(), run, source, name, in);
            Notices.next(request, Notice.done("“" + line.label() + "” has its file."));
        } catch (Refused refused) {
            Notices.next(
                    request, Notice.refused("Not uploaded: " + refused.refusal().detail()));
        }
        return new RedirectView(place.base() + "/import/" + run + "?show=unfetched");
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
