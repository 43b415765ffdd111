package dev.sgen.api;

import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.sgen.api.Paging.Page;
import dev.sgen.preview.Preview;
import dev.sgen.preview.PreviewScene;
import dev.sgen.preview.Previews;
import dev.sgen.site.Hosts;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Links to drafts and to other moments, for people without an account. */
@RestController
@Tag(name = "Previews")
class PreviewsController {
    private static final int USUAL_HOURS = 24 * 7;

    private final Sites sites;
    private final Previews previews;
    private final Hosts hosts;

    PreviewsController(Sites sites, Previews previews, Hosts hosts) {
        this.sites = sites;
        this.previews = previews;
        this.hosts = hosts;
    }

    /**
     * What the link shall show: {@code record} for a draft, {@code at} for a moment of the whole environment,
     * or {@code release} for live with a release applied.
     *
     * @param version pins a version; left out, the link follows the working version
     * @param path where a link to a moment or a release begins, else the home page
     * @param hours how long it lasts, 1 to 168; a week if left out
     */
    @Schema(name = "PreviewRequest")
    record Wish(
            @Nullable String record,
            @Nullable Integer version,
            @Nullable String at,
            @Nullable String release,
            @Nullable String path,
            @Nullable Integer hours) {}

    /**
     * A preview.
     *
     * @param kind {@code draft}, {@code moment} or {@code release}
     * @param follows whether a draft's link shows the working version, whatever it is then
     * @param url opens it; said once, when it is made, and null ever after
     */
    @Schema(name = "Preview")
    record PreviewView(
            String id,
            String environment,
            String kind,
            @Nullable String record,
            @Nullable String title,
            @Nullable Integer version,
            boolean follows,
            @Nullable Instant at,
            @Nullable String release,
            String path,
            Instant createdAt,
            String createdBy,
            Instant expiresAt,
            @Nullable String url) {}

    @GetMapping(Routes.SITE + "/previews")
    @Operation(
            summary = "List the previews that are open",
            description = "Newest first. Their addresses aren't kept, so they can't be listed.")
    Page<PreviewView> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(previews.list(actor, id(site)), each -> each.id().toString(), limit, cursor)
                .map(each -> view(each, null));
    }

    @PostMapping(Routes.IN + "/previews")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a link to a draft, to another moment or to a release",
            description =
                    "With `record` the environment with that record's working version, or the pinned `version`, in"
                            + " its place; with `at` the environment as it was, or as its schedules will make it; with `release`, on live only, the"
                            + " environment with that release applied. The link is"
                            + " shown once, needs no account, is never indexed, and nothing done there has an effect.")
    PreviewView create(
            HttpServletRequest request,
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @RequestBody Wish wish) {
        SiteId siteId = id(site);
        Environment environment = Environment.parse(env);
        Duration lasting = Duration.ofHours(Objects.requireNonNullElse(wish.hours(), USUAL_HOURS));
        Instant at = QueryParameters.moment(wish.at(), "/at");
        if (Stream.of(at, wish.record(), wish.release())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw QueryParameters.bad("/record", "Name a record, a moment or a release, one of the three.");
        }
        if (wish.record() == null && wish.version() != null) {
            throw QueryParameters.bad("/version", "This goes with a record.");
        }
        if (wish.record() != null && wish.path() != null) {
            throw QueryParameters.bad("/path", "This goes with a moment or a release.");
        }
        if (wish.release() != null && environment != Environment.LIVE) {
            throw QueryParameters.bad("/release", "A release goes to live; ask for its preview there.");
        }
        Previews.Made made = made(actor, siteId, environment, wish, at, lasting);
        return view(made.preview(), url(request, made));
    }

    private Previews.Made made(
            Actor actor, SiteId site, Environment environment, Wish wish, @Nullable Instant at, Duration lasting) {
        String path = Objects.requireNonNullElse(wish.path(), "/");
        if (wish.release() != null) {
            return previews.ofRelease(actor, site, ReleaseId.parse(wish.release()), path, lasting);
        }
        return at != null
                ? previews.ofMoment(actor, site, environment, at, path, lasting)
                : previews.ofDraft(
                        actor,
                        site,
                        environment,
                        RecordId.parse(Objects.requireNonNull(wish.record())),
                        wish.version(),
                        lasting);
    }

    @DeleteMapping(Routes.SITE + "/previews/{preview}")
    @ResponseStatus(NO_CONTENT)
    @Operation(summary = "Revoke a preview", description = "Its link opens nothing from this moment on.")
    void revoke(Actor actor, @PathVariable String site, @PathVariable String preview) {
        previews.revoke(actor, id(site), RequiredFields.id(preview));
    }

    private String url(HttpServletRequest request, Previews.Made made) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + hosts.previewHost(made.word()) + (usual ? "" : ":" + port)
                + made.preview().path();
    }

    private static PreviewView view(Preview preview, @Nullable String url) {
        PreviewScene.Draft draft = preview.scene() instanceof PreviewScene.Draft d ? d : null;
        PreviewScene.Coming coming = preview.scene() instanceof PreviewScene.Coming c ? c : null;
        return new PreviewView(
                preview.id().toString(),
                preview.environment().key(),
                switch (preview.scene()) {
                    case PreviewScene.Draft d -> "draft";
                    case PreviewScene.Moment m -> "moment";
                    case PreviewScene.Coming c -> "release";
                },
                draft == null ? null : draft.record().toString(),
                draft != null ? draft.title() : coming != null ? coming.name() : null,
                draft == null ? null : draft.version(),
                draft != null && draft.version() == null,
                preview.scene() instanceof PreviewScene.Moment(Instant at) ? at : null,
                coming == null ? null : coming.release().toString(),
                preview.path(),
                preview.createdAt(),
                preview.byName(),
                preview.expiresAt(),
                url);
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
