package dev.sgen.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sgen.media.Media;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files into an environment's media library. */
@RestController
@RequestMapping(Routes.IN + "/media")
@Tag(name = "Media")
class MediaController {
    private final Sites sites;
    private final Media media;
    private final RecordAnswers answers;

    MediaController(Sites sites, Media media, RecordAnswers answers) {
        this.sites = sites;
        this.media = media;
        this.answers = answers;
    }

    /** A media record with the address of its file on the site's hosts. */
    record Uploaded(@JsonUnwrapped Object record, String url) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Upload a file",
            description =
                    "The part `file` becomes a media record that is visible in this environment at once; `alt` says"
                            + " what a picture shows, `title` names it. What a file is follows from its bytes. The answer is the"
                            + " record with `url`, where the file is served; a picture's `url` takes `?w=` with 160, 320, 480, 640,"
                            + " 960, 1280, 1600 or 2048.")
    Uploaded upload(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String alt,
            @RequestParam(required = false) @Nullable String title,
            HttpServletResponse response)
            throws IOException {
        Environment environment = Environment.parse(env);
        SiteId siteId = sites.require(site).id();
        if (file == null) {
            throw new Refused(new BadRequest("Send the file as the part “file” of multipart/form-data."));
        }
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "file");
        try (InputStream in = file.getInputStream()) {
            Media.Uploaded uploaded = media.upload(actor, siteId, environment, in, name, title, alt);
            return new Uploaded(answers.after(actor, siteId, environment, uploaded.record(), response), uploaded.url());
        }
    }
}
