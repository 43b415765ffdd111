package dev.sgen.admin.content;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Thumbnails;
import dev.sgen.admin.shell.Views;
import dev.sgen.media.Media;
import dev.sgen.media.Renditions;
import dev.sgen.media.ServedType;
import dev.sgen.media.SiteFile;
import dev.sgen.media.SiteFiles;
import dev.sgen.member.Permission;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.databind.node.ObjectNode;

/** Controller of the media library: lists, uploads, thumbnails and downloads (ADMIN-22). */
@Controller
class MediaScreen {
    private static final int PAGE = 48;
    private static final int SMALL = 320;

    private final Views views;
    private final PageShells pageShells;
    private final RecordReading recordReading;
    private final Media media;
    private final SiteFiles files;

    MediaScreen(Views views, PageShells pageShells, RecordReading recordReading, Media media, SiteFiles files) {
        this.views = views;
        this.pageShells = pageShells;
        this.recordReading = recordReading;
        this.media = media;
        this.files = files;
    }

    @GetMapping("/admin/sites/{site}/{env}/media")
    View shelf(
            AdminContext context,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        RecordPage page = find(context, q, PAGE, after);
        return views.show(
                "content/media",
                new MediaPage(
                        pageShells.inside(request, context, "media"),
                        page.items().stream().map(row -> item(context, row)).toList(),
                        q,
                        context.may(Permission.SAVE, "media"),
                        page.next()));
    }

    private static MediaPage.Item item(AdminContext context, RecordPage.Row row) {
        String id = row.record().id().toString();
        return new MediaPage.Item(
                id,
                row.here().title(),
                context.base() + "/record/" + id,
                Thumbnails.address(context, id),
                row.here().state().key(),
                row.here().updatedAt());
    }

    private RecordPage find(AdminContext context, String q, int limit, @Nullable String after) {
        RecordQuery query = new RecordQuery(
                "media", null, null, q.isBlank() ? null : q.strip(), null, null, RecordQuery.Sort.NEWEST, limit, after);
        return recordReading.list(context.actor(), context.siteId(), context.environment(), query);
    }

    @PostMapping("/admin/sites/{site}/{env}/media")
    View upload(AdminContext context, @RequestParam("file") List<MultipartFile> files, HttpServletRequest request)
            throws IOException {
        List<String> refused = new ArrayList<>();
        int taken = 0;
        for (MultipartFile file : files) {
            if (file.isEmpty()) {
                // Browsers submit a form without a chosen file as one empty part without a name; that is no error.
                if (file.getOriginalFilename() != null
                        && !file.getOriginalFilename().isEmpty()) {
                    refused.add("“" + file.getOriginalFilename() + "”: This file is empty.");
                }
                continue;
            }
            try {
                Media.Uploaded uploaded = take(context, file);
                taken += uploaded.record().lastVersion() > 0 ? 1 : 0;
            } catch (Refused no) {
                refused.add(
                        "“" + file.getOriginalFilename() + "”: " + no.refusal().detail());
            }
        }
        String done = AdminWords.count(taken, "file") + " uploaded to "
                + context.environment().key() + ".";
        FlashMessages.next(
                request,
                refused.isEmpty()
                        ? FlashMessage.done(done)
                        : FlashMessage.refused(
                                (taken == 0 ? "" : done + " ") + "Not uploaded: " + String.join(" ", refused)));
        return new RedirectView(context.base() + "/media");
    }

    private Media.Uploaded take(AdminContext context, MultipartFile file) throws IOException {
        String name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
        try (var in = file.getInputStream()) {
            return media.upload(context.actor(), context.siteId(), context.environment(), in, name, null, null);
        }
    }

    @GetMapping("/admin/sites/{site}/{env}/pick/media")
    @ResponseBody
    List<Map<String, String>> pick(AdminContext context, @RequestParam(defaultValue = "") String q) {
        return find(context, q, 24, null).items().stream()
                .map(row -> {
                    String id = row.record().id().toString();
                    return Map.of(
                            "id", id, "title", row.here().title(), "thumb", Thumbnails.address(context, id), "alt", "");
                })
                .toList();
    }

    @PostMapping("/admin/sites/{site}/{env}/pick/media")
    @ResponseBody
    Map<String, String> drop(AdminContext context, @RequestParam("file") MultipartFile file) throws IOException {
        Media.Uploaded uploaded = take(context, file);
        return Thumbnails.of(
                context,
                uploaded.record().id().toString(),
                uploaded.contents().title(),
                uploaded.contents().content());
    }

    @GetMapping("/admin/sites/{site}/{env}/media/{id}/thumb")
    ResponseEntity<Resource> thumb(
            AdminContext context,
            @PathVariable String id,
            @RequestParam(defaultValue = "320") int w,
            HttpServletResponse response) {
        Optional<SiteFiles.Bytes> picture = fileOf(context, content(context, id))
                .filter(SiteFile::image)
                .flatMap(file -> opened(file, Renditions.WIDTHS.contains(w) ? w : SMALL));
        Resource shown = picture.isPresent()
                ? new FileSystemResource(picture.get().path())
                : new ClassPathResource("static-admin/file.svg");
        return contained(response)
                .contentType(MediaType.parseMediaType(
                        picture.map(bytes -> bytes.type().contentType()).orElse("image/svg+xml")))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
                .body(shown);
    }

    @GetMapping("/admin/sites/{site}/{env}/media/{id}/file")
    ResponseEntity<Resource> file(AdminContext context, @PathVariable String id, HttpServletResponse response) {
        ObjectNode content = content(context, id);
        SiteFiles.Bytes bytes = fileOf(context, content)
                .flatMap(file -> opened(file, 0))
                .orElseThrow(() -> new Refused(new NotFound("file")));
        return contained(response)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ServedType.attachment(content.path("fileName").asString("file")))
                .body(new FileSystemResource(bytes.path()));
    }

    /** Sets headers under which the file, whatever it contains, can run no scripts even if opened directly. */
    private static ResponseEntity.BodyBuilder contained(HttpServletResponse response) {
        // Replaces the admin's content security policy; two policies would both apply.
        response.setHeader("Content-Security-Policy", ServedType.POLICY);
        return ResponseEntity.ok();
    }

    /** The file that a record refers to; empty unless it was uploaded to this site. */
    private Optional<SiteFile> fileOf(AdminContext context, ObjectNode content) {
        return files.find(context.siteId(), content.path("blob").asString(""));
    }

    private Optional<SiteFiles.Bytes> opened(SiteFile file, int width) {
        try {
            return files.open(file, width);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ObjectNode content(AdminContext context, String id) {
        SiteRecord record =
                recordReading.require(context.actor(), context.siteId(), context.environment(), RecordId.parse(id));
        int version = context.coordinateOf(record).working();
        return recordReading
                .version(context.actor(), context.siteId(), context.environment(), record.id(), version)
                .contents()
                .content();
    }
}
