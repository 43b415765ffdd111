package dev.sgen.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.Imports;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Content from elsewhere: WordPress and Ghost exports, product lists. */
@RestController
@RequestMapping(Routes.SITE + "/imports")
@Tag(name = "Imports")
class ImportsController {
    private final Sites sites;
    private final Imports imports;

    ImportsController(Sites sites, Imports imports) {
        this.sites = sites;
        this.imports = imports;
    }

    /** A run with what came of each thing of its file. */
    record Report(@JsonUnwrapped ImportRun run, List<ImportRun.Line> items) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Import a file",
            description =
                    "The part `file` is a WordPress export (WXR), a Ghost export (JSON) or a product list (CSV); which"
                            + " one is told by its content. It comes in on `environment`, staging unless said otherwise. `dryRun` reports what would"
                            + " come in and changes nothing. Importing a file again changes only what changed in it.")
    Map<String, String> start(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestParam(required = false) @Nullable String environment)
            throws IOException {
        SiteId siteId = sites.require(site).id();
        if (file == null) {
            throw new Refused(new BadRequest("Send the file as the part “file” of multipart/form-data."));
        }
        Environment where = Environment.parse(Objects.requireNonNullElse(environment, "staging"));
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "file");
        try (InputStream in = file.getInputStream()) {
            ImportRun run = imports.start(actor, siteId, where, name, in, flag(dryRun));
            return Map.of("id", run.id().toString(), "status", run.status());
        }
    }

    @GetMapping
    @Operation(summary = "List the newest imports")
    Paging.Page<ImportRun> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Paging.limit(limit);
        UUID behind = Paging.position(cursor).map(ImportsController::id).orElse(null);
        List<ImportRun> runs = imports.list(actor, sites.require(site).id(), size + 1, behind);
        List<ImportRun> items = runs.subList(0, Math.min(size, runs.size()));
        boolean more = runs.size() > size;
        return new Paging.Page<>(
                items, more ? Paging.cursor(items.getLast().id().toString()) : null);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "Read an import",
            description =
                    "`status` is running, done, failed, or interrupted when the program that ran it is gone. Each of"
                            + " `items` has an `outcome` of created, updated, unchanged or skipped, with notes that say what was"
                            + " changed or left out, and `unfetched` where its file is still to be fetched.")
    Report read(Actor actor, @PathVariable String site, @PathVariable String id) {
        SiteId siteId = sites.require(site).id();
        UUID run = id(id);
        return new Report(imports.require(actor, siteId, run), imports.lines(actor, siteId, run));
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Fetch the files again that didn't come")
    Map<String, String> retry(Actor actor, @PathVariable String site, @PathVariable String id) {
        ImportRun run = imports.retry(actor, sites.require(site).id(), id(id));
        return Map.of("id", run.id().toString(), "status", run.status());
    }

    @PostMapping(path = "/{id}/file", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Give an item of an import its file by hand",
            description = "For a media item whose file could not be fetched: `source` is the item's name in the report,"
                    + " the part `file` its bytes.")
    ImportRun.Line upload(
            Actor actor,
            @PathVariable String site,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        SiteId siteId = sites.require(site).id();
        UUID run = id(id);
        if (file == null || source == null) {
            throw new Refused(new BadRequest("Send the file as the part “file” and the item's name as “source”."));
        }
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "file");
        try (InputStream in = file.getInputStream()) {
            return imports.upload(actor, siteId, run, source, name, in);
        }
    }

    private static boolean flag(@Nullable String text) {
        return switch (Objects.requireNonNullElse(text, "false")) {
            case "true", "1", "on" -> true;
            case "false", "0", "" -> false;
            default -> throw new Refused(new BadRequest("dryRun: write true or false."));
        };
    }

    private static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(new NotFound("import"), notAnId);
        }
        throw new Refused(new NotFound("import"));
    }
}
