package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.LiveStep;
import dev.sgen.publishing.Pinning;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseChange;
import dev.sgen.release.ReleaseRefusal;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** All releases, a new one, and records on their way into one. */
@Controller
class ReleasesScreen {
    private final Views views;
    private final Frames frames;
    private final Releases releases;
    private final Reading reading;
    private final ContentTypes types;

    ReleasesScreen(Views views, Frames frames, Releases releases, Reading reading, ContentTypes types) {
        this.views = views;
        this.frames = frames;
        this.releases = releases;
        this.reading = reading;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/releases")
    View list(Place place, HttpServletRequest request) {
        return views.show(
                "releases",
                new ReleasesPage(
                        frames.inside(request, place, "releases"),
                        place.may(Permission.SAVE, Environment.STAGING),
                        releases.list(place.actor(), place.siteId()).stream()
                                .map(r -> row(place, r))
                                .toList()));
    }

    private static ReleasesPage.Row row(Place place, Release r) {
        return new ReleasesPage.Row(
                ReleasePages.href(place, r),
                r.name(),
                r.state().key(),
                r.settledAt() != null && !r.pending() ? r.settledAt() : r.at(),
                r.items(),
                r.changedAt(),
                r.changedBy());
    }

    @GetMapping("/admin/sites/{site}/{env}/releases/add")
    View choose(
            Place place,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            HttpServletRequest request) {
        return views.show("release-add", page(request, place, ids, ""));
    }

    @PostMapping("/admin/sites/{site}/{env}/releases/add")
    View add(
            Place place,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "") String release,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "promote") String action,
            HttpServletRequest request) {
        try {
            List<Pinning.Wish> wishes = ids.stream()
                    .filter(id -> !id.isBlank())
                    .distinct()
                    .map(id -> new Pinning.Wish(RecordId.parse(id), kind(action), null))
                    .toList();
            Release into = release.isBlank()
                    ? releases.create(place.actor(), place.siteId(), name, null, wishes)
                    : releases.change(
                            place.actor(), place.siteId(), ReleaseId.parse(release), ReleaseChange.adding(wishes));
            Notices.next(
                    request,
                    Notice.done(
                            wishes.isEmpty()
                                    ? "Begun. Add what belongs together."
                                    : Words.count(wishes.size(), "record") + " added. Nothing changes on live yet."));
            return new RedirectView(ReleasePages.href(place, into));
        } catch (Refused refused) {
            if (!sayable(refused)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            return views.show("release-add", page(request, place, ids, name), 409);
        }
    }

    /** Whether a refusal is about what was asked, and so is said on the page that asked. */
    static boolean sayable(Refused refused) {
        return refused.refusal() instanceof PublishingRefusal
                || refused.refusal() instanceof dev.sgen.publishing.StepRefusal
                || refused.refusal() instanceof ReleaseRefusal
                || refused.refusal() instanceof BadRequest;
    }

    static LiveStep.Kind kind(String action) {
        return Arrays.stream(LiveStep.Kind.values())
                .filter(k -> k.key().equals(action))
                .findFirst()
                .orElseThrow(() -> new Refused(new BadRequest("Say what is to happen on live.")));
    }

    private ReleaseAddPage page(HttpServletRequest request, Place place, List<String> ids, String name) {
        List<RecordId> wanted = ids.stream()
                .filter(id -> !id.isBlank())
                .distinct()
                .map(RecordId::parse)
                .toList();
        List<SiteRecord> records = reading.all(place.actor(), place.siteId(), place.environment(), wanted);
        Map<String, String> names =
                types.all(place.siteId()).stream().collect(Collectors.toMap(ContentType::key, ContentType::name));
        return new ReleaseAddPage(
                frames.inside(request, place, "releases"),
                records.stream()
                        .map(r -> new ReleaseAddPage.Record(
                                r.id().toString(),
                                place.coordinateOf(r).title(),
                                names.getOrDefault(r.type(), r.type())))
                        .toList(),
                wanted.isEmpty()
                        ? List.of()
                        : releases.list(place.actor(), place.siteId()).stream()
                                .filter(Release::pending)
                                .map(r -> new ReleaseAddPage.Choice(
                                        r.id().toString(),
                                        r.name() + ", " + Words.count(r.items(), "record")
                                                + (r.at() == null
                                                        ? ""
                                                        : ", due "
                                                                + place.times().moment(r.at()))))
                                .toList(),
                name,
                records.isEmpty()
                        ? place.base() + "/releases"
                        : place.base() + "/content/" + records.getFirst().type());
    }
}
