package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.Comparing;
import dev.sgen.publishing.Drift;
import dev.sgen.publishing.DriftQuery;
import dev.sgen.publishing.Refreshing;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The drift ledger of all types; what live is ahead with is an inbox that one click empties (DRIFT-2). */
@Controller
class ChangesScreen {
    private static final List<Drift> KINDS = List.of(
            Drift.LIVE_AHEAD, Drift.CONFLICT, Drift.STAGING_AHEAD, Drift.ONLY_STAGING, Drift.ONLY_LIVE, Drift.SAME);
    private static final String ARCHIVED = "archived";
    private static final int PAGE = 50;

    private final Views views;
    private final Frames frames;
    private final Comparing comparing;
    private final Refreshing refreshing;
    private final ContentTypes types;

    ChangesScreen(Views views, Frames frames, Comparing comparing, Refreshing refreshing, ContentTypes types) {
        this.refreshing = refreshing;
        this.views = views;
        this.frames = frames;
        this.comparing = comparing;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/changes")
    View changes(
            Place place,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String age,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        Comparing.Counts counts = comparing.counts(place.actor(), place.siteId());
        boolean archived = show.equals(ARCHIVED);
        Drift shown = shown(show, counts.of());
        Comparing.Page page = comparing.page(
                place.actor(),
                place.siteId(),
                new DriftQuery(
                        archived ? null : shown,
                        archived ? place.environment() : null,
                        type.isBlank() ? null : type,
                        by.isBlank() ? null : by.strip(),
                        before(age, place.times().now()),
                        since(age, place.times().now()),
                        after,
                        PAGE));
        Map<String, String> names =
                types.all(place.siteId()).stream().collect(Collectors.toMap(ContentType::key, ContentType::name));
        Deeds deeds = new Deeds(place);
        String view = archived ? ARCHIVED : shown.key();
        boolean narrowed = !type.isBlank() || !by.isBlank() || !age.isBlank();
        return views.show(
                "changes",
                new ChangesPage(
                        frames.inside(request, place, "changes"),
                        tabs(place, counts, view),
                        view,
                        archived
                                ? "Records that stand aside on "
                                        + place.environment().key() + "."
                                : Deeds.teaching(shown),
                        type,
                        by,
                        age,
                        names.entrySet().stream()
                                .sorted(Map.Entry.comparingByValue())
                                .map(e -> new CrossPage.Choice(
                                        e.getKey(), e.getValue(), e.getKey().equals(type)))
                                .toList(),
                        narrowed,
                        page.lines().stream()
                                .map(line -> deeds.row(line, names, archived))
                                .toList(),
                        archived || page.lines().isEmpty() || !by.isBlank() || !age.isBlank()
                                ? List.of()
                                : deeds.whole(shown, type, counts.of().getOrDefault(shown, 0)),
                        archived ? List.of() : deeds.bulk(shown),
                        deeds.mayRefresh() ? place.base() + "/refresh" : null,
                        refreshing
                                .undoable(place.actor(), place.siteId())
                                .map(last -> new ChangesPage.Last(
                                        last.at(),
                                        Words.count(last.records(), "record"),
                                        place.base() + "/audit/" + last.entry(),
                                        place.base() + "/refresh/" + last.entry() + "/undo"))
                                .orElse(null),
                        page.next() == null ? null : next(place, view, type, by, age, page.next())));
    }

    /** The view that was asked for, or the first one with something in it: what live is ahead with comes first. */
    private static Drift shown(String show, Map<Drift, Integer> counts) {
        return KINDS.stream()
                .filter(d -> d.key().equals(show))
                .findFirst()
                .orElseGet(() -> KINDS.stream()
                        .filter(d -> d != Drift.SAME && counts.getOrDefault(d, 0) > 0)
                        .findFirst()
                        .orElse(Drift.LIVE_AHEAD));
    }

    private static @Nullable Instant before(String age, Instant now) {
        return switch (age) {
            case "week-old" -> now.minus(Duration.ofDays(7));
            case "month-old" -> now.minus(Duration.ofDays(30));
            default -> null;
        };
    }

    private static @Nullable Instant since(String age, Instant now) {
        return switch (age) {
            case "day" -> now.minus(Duration.ofDays(1));
            case "week" -> now.minus(Duration.ofDays(7));
            default -> null;
        };
    }

    private static String next(Place place, String view, String type, String by, String age, String after) {
        return UriComponentsBuilder.fromPath(place.base() + "/changes")
                .queryParam("show", view)
                .queryParam("type", "{type}")
                .queryParam("by", "{by}")
                .queryParam("age", "{age}")
                .queryParam("after", "{after}")
                .encode()
                .buildAndExpand(type, by, age, after)
                .toUriString();
    }

    private static List<RecordListPage.Tab> tabs(Place place, Comparing.Counts counts, String shown) {
        List<RecordListPage.Tab> tabs = new ArrayList<>();
        for (Drift kind : KINDS) {
            String word = Words.drift(kind);
            tabs.add(tab(
                    place,
                    Character.toUpperCase(word.charAt(0)) + word.substring(1),
                    kind.key(),
                    shown,
                    counts.of().getOrDefault(kind, 0)));
        }
        Environment here = place.environment();
        tabs.add(tab(place, "Archived here", ARCHIVED, shown, counts.archived().getOrDefault(here, 0)));
        return tabs;
    }

    private static RecordListPage.Tab tab(Place place, String label, String key, String shown, int count) {
        return new RecordListPage.Tab(label, place.base() + "/changes?show=" + key, key.equals(shown), count);
    }
}
