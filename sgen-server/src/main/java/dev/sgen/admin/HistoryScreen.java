package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Interval;
import dev.sgen.publishing.Publishing;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** A record's history and the way back to any of it (ADMIN-11, RECOV-2). */
@Controller
class HistoryScreen {
    private static final int PAGE = 40;
    private static final Map<String, String> ORIGINS =
            Map.of("save", "saved", "import", "imported", "recover", "recovered", "upload", "uploaded");

    private final Views views;
    private final Frames frames;
    private final Reading reading;
    private final Publishing publishing;
    private final ContentTypes types;
    private final Standings standings;

    HistoryScreen(
            Views views,
            Frames frames,
            Reading reading,
            Publishing publishing,
            ContentTypes types,
            Standings standings) {
        this.views = views;
        this.frames = frames;
        this.reading = reading;
        this.publishing = publishing;
        this.types = types;
        this.standings = standings;
    }

    @GetMapping("/admin/sites/{site}/{env}/record/{id}/history")
    View history(
            Place place,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer before,
            HttpServletRequest request) {
        SiteRecord record = record(place, id);
        int from = before == null ? record.lastVersion() + 1 : before;
        List<Version> versions =
                reading.versions(place.actor(), place.siteId(), place.environment(), record.id(), from, PAGE);
        Map<Integer, List<HistoryPage.Span>> spans = new HashMap<>();
        List<Interval> seen = spans(place, record, spans);
        Coordinate here = record.in(place.environment());
        boolean gone = here == null && reading.stood(place.actor(), place.siteId(), place.environment(), record.id());
        return views.show(
                "history",
                new HistoryPage(
                        frames.inside(request, place, record.type()),
                        id,
                        title(record, versions),
                        gone,
                        standings.of(request, place, record),
                        Stretches.of(place, seen),
                        versions.stream().map(v -> line(v, here, spans)).toList(),
                        (here != null || gone) && place.may(Permission.RECOVER, record.type()),
                        place.may(Permission.PUBLISH, record.type()),
                        drawable(place, record),
                        versions.size() < PAGE
                                ? null
                                : "?before=" + versions.getLast().number()));
    }

    private static HistoryPage.Line line(
            Version version, @Nullable Coordinate here, Map<Integer, List<HistoryPage.Span>> spans) {
        return new HistoryPage.Line(
                version.number(),
                version.contents().title(),
                version.createdAt(),
                version.authorName(),
                ORIGINS.getOrDefault(version.origin(), version.origin()),
                version.environment().key(),
                here != null && here.working() == version.number(),
                spans.getOrDefault(version.number(), List.of()));
    }

    private boolean drawable(Place place, SiteRecord record) {
        return types.require(place.siteId(), record.type()).hasPath();
    }

    /** Fills in when each version was visible, in the environments the operator may read; answers this one's. */
    private List<Interval> spans(Place place, SiteRecord record, Map<Integer, List<HistoryPage.Span>> spans) {
        List<Interval> here = List.of();
        for (Environment environment : Environment.values()) {
            if (!place.may(Permission.READ, environment)) {
                continue;
            }
            List<Interval> all = reading.visibility(place.actor(), place.siteId(), environment, record.id());
            here = environment == place.environment() ? all : here;
            for (Interval shown : all) {
                String from = place.times().moment(shown.from());
                String words = shown.to() == null
                        ? "visible since " + from
                        : "visible " + from + " to " + place.times().moment(shown.to());
                spans.computeIfAbsent(shown.version(), v -> new ArrayList<>())
                        .add(new HistoryPage.Span(environment.key(), words, shown.to() == null));
            }
        }
        return here;
    }

    @GetMapping("/admin/sites/{site}/{env}/record/{id}/compare")
    View compare(
            Place place,
            @PathVariable String id,
            @RequestParam int from,
            @RequestParam int to,
            HttpServletRequest request) {
        SiteRecord record = record(place, id);
        ContentType type = types.require(place.siteId(), record.type());
        Version older = version(place, record, Math.min(from, to));
        Version newer = version(place, record, Math.max(from, to));
        return views.show(
                "compare",
                new ComparePage(
                        frames.inside(request, place, record.type()),
                        id,
                        newer.contents().title(),
                        older.number(),
                        newer.number(),
                        List.of(head(place, older), head(place, newer)),
                        Comparison.of(type, List.of(older.contents(), newer.contents())).stream()
                                .map(ComparePage.Line::of)
                                .toList(),
                        place.may(Permission.RECOVER, record.type()),
                        type.hasPath()));
    }

    private static String head(Place place, Version version) {
        return "v" + version.number() + ", " + version.authorName() + ", "
                + place.times().moment(version.createdAt());
    }

    /** The question before visitors see a version of the past: it names their address. */
    @GetMapping("/admin/sites/{site}/{env}/record/{id}/recover")
    View confirm(Place place, @PathVariable String id, @RequestParam int version, HttpServletRequest request) {
        SiteRecord record = record(place, id);
        Version wanted = version(place, record, version);
        Coordinate here = record.in(place.environment());
        Integer shown = here == null ? null : here.published();
        String path = wanted.contents().path();
        return views.show(
                "recover",
                new RecoverPage(
                        frames.inside(request, place, record.type()),
                        id,
                        wanted.contents().title(),
                        version,
                        path == null ? null : frames.hostOf(place, place.environment()) + path,
                        shown,
                        here == null || Integer.valueOf(here.working()).equals(shown) ? null : here.working(),
                        here != null && here.schedule() != null));
    }

    @PostMapping("/admin/sites/{site}/{env}/record/{id}/recover")
    View recover(
            Place place,
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "false") boolean publish,
            HttpServletRequest request) {
        SiteRecord before = record(place, id);
        String back = place.base() + "/record/" + id;
        try {
            publishing.recover(place.actor(), place.siteId(), place.environment(), before.id(), version, publish);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            Notices.next(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            return new RedirectView(back + "/history");
        }
        Coordinate at = before.in(place.environment());
        Notice notice = Notice.done(
                publish
                        ? "v" + version + " is back where visitors of "
                                + place.environment().key() + " see it."
                        : "v" + version + " is the draft again. Publish it when it is right.");
        Notices.next(
                request,
                publish && at != null && at.published() != null
                        ? notice.undoneBy(back + "/recover?publish=true&version=" + at.published())
                        : notice);
        return new RedirectView(back);
    }

    private SiteRecord record(Place place, String id) {
        return reading.require(place.actor(), place.siteId(), place.environment(), RecordId.parse(id));
    }

    private Version version(Place place, SiteRecord record, int number) {
        return reading.version(place.actor(), place.siteId(), place.environment(), record.id(), number);
    }

    private static String title(SiteRecord record, List<Version> versions) {
        Coordinate any = record.staging() != null ? record.staging() : record.live();
        return any != null
                ? any.title()
                : versions.isEmpty()
                        ? "A record"
                        : versions.getFirst().contents().title();
    }
}
