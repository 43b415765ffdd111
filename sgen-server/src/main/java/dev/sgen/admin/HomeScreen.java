package dev.sgen.admin;

import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Drift;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.State;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** A site's first page: what is changed, ready, ahead, scheduled. */
@Controller
class HomeScreen {
    private static final int FEW = 8;
    private static final int COUNTED = 200;

    private final Views views;
    private final Frames frames;
    private final Reading reading;
    private final AuditReading audit;

    HomeScreen(Views views, Frames frames, Reading reading, AuditReading audit) {
        this.views = views;
        this.frames = frames;
        this.reading = reading;
        this.audit = audit;
    }

    @GetMapping("/admin/sites/{site}/{env}")
    View home(Place place, HttpServletRequest request) {
        Environment here = place.environment();
        Map<String, Map<State, Integer>> counts = reading.counts(place.actor(), place.siteId(), here);
        boolean staging = place.may(Permission.READ, Environment.STAGING);
        Map<Drift, Integer> drift = staging ? reading.driftCounts(place.actor(), place.siteId()) : Map.of();
        List<RecordListPage.Row> changed = rows(
                place, new RecordQuery(null, null, null, null, true, null, RecordQuery.Sort.NEWEST, COUNTED, null));
        List<RecordListPage.Row> scheduled =
                rows(place, RecordQuery.all().in(State.SCHEDULED).limitedTo(COUNTED));
        return views.show(
                "home",
                new HomePage(
                        frames.inside(request, place, "home"),
                        place.site().name(),
                        place.siteId().toString(),
                        tiles(place, changed.size(), scheduled.size(), drift),
                        steps(place, counts, drift),
                        changed.stream().limit(FEW).toList(),
                        scheduled.stream().limit(FEW).toList(),
                        lately(place),
                        place.times().field(place.times().now())));
    }

    private List<RecordListPage.Row> rows(Place place, RecordQuery query) {
        return reading.list(place.actor(), place.siteId(), place.environment(), query).items().stream()
                .map(row -> RecordListScreen.row(place, row))
                .toList();
    }

    private static List<HomePage.Tile> tiles(Place place, int changed, int scheduled, Map<Drift, Integer> drift) {
        String changes = place.base() + "/changes";
        int ready = drift.getOrDefault(Drift.STAGING_AHEAD, 0) + drift.getOrDefault(Drift.ONLY_STAGING, 0);
        List<HomePage.Tile> tiles = new ArrayList<>();
        tiles.add(new HomePage.Tile(
                changed >= COUNTED ? COUNTED + "+" : String.valueOf(changed),
                "with edits not published here",
                "#changed"));
        tiles.add(new HomePage.Tile(Words.number(ready), "staging ahead of live", changes + "?show=staging-ahead"));
        tiles.add(new HomePage.Tile(
                Words.number(drift.getOrDefault(Drift.LIVE_AHEAD, 0)),
                "live ahead of staging",
                changes + "?show=live-ahead"));
        tiles.add(new HomePage.Tile(
                String.valueOf(drift.getOrDefault(Drift.CONFLICT, 0)), "changed on both", changes + "?show=conflict"));
        tiles.add(new HomePage.Tile(Words.number(scheduled), "scheduled here", place.base() + "/schedule"));
        return tiles;
    }

    /** The walk save, publish, promote, told with what the site has; gone once it was walked. */
    private List<HomePage.Step> steps(Place place, Map<String, Map<State, Integer>> counts, Map<Drift, Integer> drift) {
        boolean any = counts.entrySet().stream().anyMatch(e -> !e.getValue().isEmpty());
        boolean published = counts.values().stream().anyMatch(states -> states.getOrDefault(State.PUBLISHED, 0) > 0);
        boolean live = drift.keySet().stream().anyMatch(d -> d != Drift.ONLY_STAGING);
        if (any && published && live) {
            return List.of();
        }
        String base = place.baseOf(Environment.STAGING);
        return List.of(
                new HomePage.Step(
                        any,
                        "Save a page",
                        "Write it on staging. A save keeps it; no visitor sees it. Or import what you have.",
                        base + "/content/page/new"),
                new HomePage.Step(
                        published,
                        "Publish it on staging",
                        "Now " + frames.hostOf(place, Environment.STAGING) + " shows it. Live stays as it is.",
                        base + "/content/page"),
                new HomePage.Step(
                        live,
                        "Promote it to live",
                        "Visitors of " + frames.hostOf(place, Environment.LIVE) + " see it from that moment.",
                        base + "/content/page?view=ready"));
    }

    private List<Sentence> lately(Place place) {
        if (!place.rights().allow(Permission.AUDIT, null)) {
            return List.of();
        }
        return audit.search(place.siteId(), AuditQuery.newest(FEW)).items().stream()
                .map(e -> Sentence.of(e, place.base()))
                .toList();
    }
}
