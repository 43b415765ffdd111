package dev.sgen.admin;

import dev.sgen.member.Permission;
import dev.sgen.preview.Preview;
import dev.sgen.preview.PreviewRefusal;
import dev.sgen.preview.Previews;
import dev.sgen.preview.Scene;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.release.Release;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Drafts and other moments: to look at, and to show to somebody without an account (ENV-15, RECOV-12). */
@Controller
class PreviewsScreen {
    private static final int PINNED = 20;
    private static final Duration OWN_LOOK = Duration.ofHours(1);

    private final Views views;
    private final Frames frames;
    private final Previews previews;
    private final Reading reading;
    private final Releases releases;

    PreviewsScreen(Views views, Frames frames, Previews previews, Reading reading, Releases releases) {
        this.views = views;
        this.frames = frames;
        this.previews = previews;
        this.reading = reading;
        this.releases = releases;
    }

    @GetMapping("/admin/sites/{site}/{env}/previews")
    View all(
            Place place,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(required = false) @Nullable String release,
            HttpServletRequest request) {
        return views.show("previews", page(request, place, record, release, null, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/previews")
    View share(
            Place place,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(required = false) @Nullable String release,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(defaultValue = "168") int hours,
            HttpServletRequest request) {
        try {
            Previews.Made made = make(place, record, release, version, at, Duration.ofHours(hours));
            MembersPage.Told told = new MembersPage.Told(
                    "The link",
                    "Whoever has it can look, without an account, until "
                            + place.times().exact(made.preview().expiresAt()) + ". It is shown only now.",
                    url(request, made));
            return views.show("previews", page(request, place, record, release, told, null));
        } catch (Refused refused) {
            return views.show("previews", page(request, place, record, release, null, asked(refused)), 422);
        }
    }

    /** What can be said beside the form; anything else is for the page of refusals. */
    private static String asked(Refused refused) {
        if (refused.refusal() instanceof BadRequest || refused.refusal() instanceof PreviewRefusal) {
            return refused.refusal().detail();
        }
        throw refused;
    }

    @PostMapping("/admin/sites/{site}/{env}/previews/look")
    View look(
            Place place,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(required = false) @Nullable String release,
            @RequestParam(required = false) @Nullable String at,
            HttpServletRequest request) {
        Previews.Made made;
        try {
            made = make(place, record, release, version, at, OWN_LOOK);
        } catch (Refused refused) {
            return views.show("previews", page(request, place, null, null, null, asked(refused)), 422);
        }
        Scene scene = made.preview().scene();
        String title = title(place, scene);
        return views.show(
                "look",
                new LookPage(
                        frames.inside(request, place, "previews"),
                        title,
                        note(place, made.preview()),
                        href(place, made.preview()),
                        scene instanceof Scene.Moment(Instant moment)
                                ? place.times().field(moment)
                                : null,
                        List.of(new LookPage.Pane(title, url(request, made)))));
    }

    /** Two versions as pages, each in a frame that may run nothing (RECOV-12). */
    @PostMapping("/admin/sites/{site}/{env}/previews/beside")
    View beside(
            Place place,
            @RequestParam String record,
            @RequestParam int from,
            @RequestParam int to,
            HttpServletRequest request) {
        List<Integer> versions = Stream.of(from, to).sorted().distinct().toList();
        List<Previews.Made> made;
        try {
            made = previews.ofVersions(
                    place.actor(), place.siteId(), place.environment(), RecordId.parse(record), versions, OWN_LOOK);
        } catch (Refused refused) {
            return views.show("previews", page(request, place, null, null, null, asked(refused)), 422);
        }
        String compare = place.base() + "/record/" + record + "/compare?from=" + from + "&to=" + to;
        return views.show(
                "look",
                new LookPage(
                        frames.inside(request, place, "previews"),
                        "v" + versions.getFirst() + " and v" + versions.getLast() + " as pages",
                        "Each as it would look on " + frames.hostOf(place, place.environment())
                                + " today. Nobody else sees them.",
                        compare,
                        null,
                        made.stream()
                                .map(each -> new LookPage.Pane(
                                        title(place, each.preview().scene()), url(request, each)))
                                .toList()));
    }

    @PostMapping("/admin/sites/{site}/{env}/previews/{preview}/revoke")
    View revoke(Place place, @PathVariable String preview, HttpServletRequest request) {
        previews.revoke(place.actor(), place.siteId(), MembersScreen.id(preview));
        Notices.next(request, Notice.done("Revoked. The link opens nothing from now on."));
        return new RedirectView(place.base() + "/previews");
    }

    private Previews.Made make(
            Place place,
            @Nullable String record,
            @Nullable String release,
            String version,
            @Nullable String at,
            Duration lasting) {
        if (release != null && !release.isBlank()) {
            return previews.ofRelease(place.actor(), place.siteId(), ReleaseId.parse(release), "/", lasting);
        }
        if (record != null && !record.isBlank()) {
            Integer number = version.matches("[1-9][0-9]{0,8}") ? Integer.valueOf(version) : null;
            return previews.ofDraft(
                    place.actor(), place.siteId(), place.environment(), RecordId.parse(record), number, lasting);
        }
        Instant moment = place.times().parse(at);
        if (moment == null) {
            throw new Refused(new BadRequest("Choose a day and a time to look at."));
        }
        return previews.ofMoment(place.actor(), place.siteId(), place.environment(), moment, "/", lasting);
    }

    private String url(HttpServletRequest request, Previews.Made made) {
        return frames.previewUrl(request, made.word()) + made.preview().path();
    }

    private PreviewsPage page(
            HttpServletRequest request,
            Place place,
            @Nullable String record,
            @Nullable String release,
            MembersPage.@Nullable Told told,
            @Nullable String error) {
        SiteRecord asked = record == null || record.isBlank()
                ? null
                : reading.require(place.actor(), place.siteId(), place.environment(), RecordId.parse(record));
        Coordinate here = asked == null ? null : asked.in(place.environment());
        Release coming = release == null || release.isBlank()
                ? null
                : releases.open(place.actor(), place.siteId(), ReleaseId.parse(release))
                        .release();
        return new PreviewsPage(
                frames.inside(request, place, "previews"),
                here == null ? null : record,
                coming == null ? null : coming.id().toString(),
                here != null ? here.title() : coming != null ? coming.name() : "",
                here == null ? List.of() : newest(place, here),
                place.times().field(place.times().now()),
                previews.list(place.actor(), place.siteId()).stream()
                        .map(each -> line(place, each))
                        .toList(),
                told,
                error);
    }

    private List<Integer> newest(Place place, Coordinate here) {
        return reading
                .versions(place.actor(), place.siteId(), place.environment(), here.record(), Integer.MAX_VALUE, PINNED)
                .stream()
                .map(Version::number)
                .toList();
    }

    private static PreviewsPage.Line line(Place place, Preview each) {
        boolean mine = place.actor().member().equals(each.by());
        return new PreviewsPage.Line(
                each.id().toString(),
                title(place, each.scene()),
                href(place, each),
                each.environment().key(),
                each.byName(),
                each.createdAt(),
                place.times().exact(each.expiresAt()),
                mine || place.may(Permission.SAVE, each.environment()));
    }

    private static @Nullable String href(Place place, Preview each) {
        return switch (each.scene()) {
            case Scene.Draft draft -> place.baseOf(each.environment()) + "/record/" + draft.record();
            case Scene.Coming coming -> place.base() + "/releases/" + coming.release();
            case Scene.Moment moment -> null;
        };
    }

    private static String title(Place place, Scene scene) {
        return switch (scene) {
            case Scene.Draft draft ->
                (draft.version() == null ? "Working version of “" : "v" + draft.version() + " of “") + draft.title()
                        + "”";
            case Scene.Coming coming -> "Live with the release “" + coming.name() + "”";
            case Scene.Moment moment ->
                "The site " + (moment.at().isAfter(place.times().now()) ? "as it will be" : "as it was") + " on "
                        + place.times().exact(moment.at());
        };
    }

    private String note(Place place, Preview preview) {
        String host = frames.hostOf(place, preview.environment());
        return switch (preview.scene()) {
            case Scene.Draft draft -> "In its place on " + host + ". Visitors don’t see it.";
            case Scene.Coming coming ->
                host + " as visitors will find it once the release is applied to what stands there now.";
            case Scene.Moment(Instant at)
            when at.isAfter(place.times().now()) ->
                host + " with everything applied that is scheduled until then, if nothing else happens.";
            case Scene.Moment moment -> host + " with what its visitors saw then: pages, menus, settings and theme.";
        };
    }
}
