package dev.sgen.admin;

import dev.sgen.media.Media;
import dev.sgen.media.Renditions;
import dev.sgen.member.Permission;
import dev.sgen.platform.Blobs;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
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

/** The media library: what is there, uploads, and small pictures of it (ADMIN-22). */
@Controller
class MediaScreen {
    private static final int PAGE = 48;
    private static final int SMALL = 320;

    private final Views views;
    private final Frames frames;
    private final Reading reading;
    private final Media media;
    private final Renditions renditions;
    private final Blobs blobs;

    MediaScreen(Views views, Frames frames, Reading reading, Media media, Renditions renditions, Blobs blobs) {
        this.views = views;
        this.frames = frames;
        this.reading = reading;
        this.media = media;
        this.renditions = renditions;
        this.blobs = blobs;
    }

    @GetMapping("/admin/sites/{site}/{env}/media")
    View shelf(
            Place place,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        RecordPage page = find(place, q, PAGE, after);
        return views.show(
                "media",
                new MediaPage(
                        frames.inside(request, place, "media"),
                        page.items().stream().map(row -> item(place, row)).toList(),
                        q,
                        place.may(Permission.SAVE, "media"),
                        page.next()));
    }

    private static MediaPage.Item item(Place place, RecordPage.Row row) {
        String id = row.record().id().toString();
        return new MediaPage.Item(
                id,
                row.here().title(),
                place.base() + "/record/" + id,
                Thumbnails.address(place, id),
                row.here().state().key(),
                row.here().updatedAt());
    }

    private RecordPage find(Place place, String q, int limit, @Nullable String after) {
        RecordQuery query = new RecordQuery(
                "media", null, null, q.isBlank() ? null : q.strip(), null, null, RecordQuery.Sort.NEWEST, limit, after);
        return reading.list(place.actor(), place.siteId(), place.environment(), query);
    }

    @PostMapping("/admin/sites/{site}/{env}/media")
    View upload(Place place, @RequestParam("file") List<MultipartFile> files, HttpServletRequest request)
            throws IOException {
        List<String> refused = new ArrayList<>();
        int taken = 0;
        for (MultipartFile file : files) {
            if (file.isEmpty()) {
                continue;
            }
            try {
                Media.Uploaded uploaded = take(place, file);
                taken += uploaded.record().lastVersion() > 0 ? 1 : 0;
            } catch (Refused no) {
                refused.add(
                        "“" + file.getOriginalFilename() + "”: " + no.refusal().detail());
            }
        }
        String done = Words.count(taken, "file") + " uploaded to "
                + place.environment().key() + ".";
        Notices.next(
                request,
                refused.isEmpty()
                        ? Notice.done(done)
                        : Notice.refused(
                                (taken == 0 ? "" : done + " ") + "Not uploaded: " + String.join(" ", refused)));
        return new RedirectView(place.base() + "/media");
    }

    private Media.Uploaded take(Place place, MultipartFile file) throws IOException {
        String name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
        try (var in = file.getInputStream()) {
            return media.upload(place.actor(), place.siteId(), place.environment(), in, name, null, null);
        }
    }

    @GetMapping("/admin/sites/{site}/{env}/pick/media")
    @ResponseBody
    List<Map<String, String>> pick(Place place, @RequestParam(defaultValue = "") String q) {
        return find(place, q, 24, null).items().stream()
                .map(row -> {
                    String id = row.record().id().toString();
                    return Map.of(
                            "id", id, "title", row.here().title(), "thumb", Thumbnails.address(place, id), "alt", "");
                })
                .toList();
    }

    @PostMapping("/admin/sites/{site}/{env}/pick/media")
    @ResponseBody
    Map<String, String> drop(Place place, @RequestParam("file") MultipartFile file) throws IOException {
        Media.Uploaded uploaded = take(place, file);
        return Thumbnails.of(
                place,
                uploaded.record().id().toString(),
                uploaded.contents().title(),
                uploaded.contents().content());
    }

    @GetMapping("/admin/sites/{site}/{env}/media/{id}/thumb")
    ResponseEntity<Resource> thumb(Place place, @PathVariable String id, @RequestParam(defaultValue = "320") int w)
            throws IOException {
        ObjectNode content = content(place, id);
        String blob = content.path("blob").asString("");
        String mediaType = content.path("mediaType").asString("");
        if (blob.isEmpty() || !mediaType.startsWith("image/") || !blobs.has(blob)) {
            return send(new org.springframework.core.io.ClassPathResource("static-admin/file.svg"), "image/svg+xml");
        }
        Optional<Renditions.Sized> sized = renditions.of(blob, mediaType, Renditions.WIDTHS.contains(w) ? w : SMALL);
        Path file = sized.map(Renditions.Sized::file).orElseGet(() -> blobs.path(blob));
        return send(
                new FileSystemResource(file),
                sized.map(Renditions.Sized::mediaType).orElse(mediaType));
    }

    /** Whatever the bytes are: as a picture they do nothing, and opened by themselves they may do nothing. */
    private static ResponseEntity<Resource> send(Resource file, String mediaType) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(mediaType))
                .header(
                        "Content-Security-Policy",
                        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
                .body(file);
    }

    @GetMapping("/admin/sites/{site}/{env}/media/{id}/file")
    ResponseEntity<Resource> file(Place place, @PathVariable String id) {
        ObjectNode content = content(place, id);
        String blob = content.path("blob").asString("");
        if (blob.isEmpty() || !blobs.has(blob)) {
            throw new Refused(new NotFound("file"));
        }
        String name = content.path("fileName").asString("file");
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new FileSystemResource(blobs.path(blob)));
    }

    private ObjectNode content(Place place, String id) {
        SiteRecord record = reading.require(place.actor(), place.siteId(), place.environment(), RecordId.parse(id));
        int version = Decisions.at(place, record).working();
        return reading.version(place.actor(), place.siteId(), place.environment(), record.id(), version)
                .contents()
                .content();
    }
}
