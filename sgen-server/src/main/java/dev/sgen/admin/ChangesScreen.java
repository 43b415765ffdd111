package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Drift;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The difference between staging and live over all types (DRIFT-2). */
@Controller
class ChangesScreen {
    private static final List<Drift> KINDS =
            List.of(Drift.STAGING_AHEAD, Drift.ONLY_STAGING, Drift.CONFLICT, Drift.LIVE_AHEAD, Drift.ONLY_LIVE);

    private final Views views;
    private final Frames frames;
    private final Reading reading;
    private final ContentTypes types;

    ChangesScreen(Views views, Frames frames, Reading reading, ContentTypes types) {
        this.views = views;
        this.frames = frames;
        this.reading = reading;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/changes")
    View changes(
            Place place,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        Map<Drift, Integer> counts = reading.driftCounts(place.actor(), place.siteId());
        Drift shown = KINDS.stream()
                .filter(d -> d.key().equals(show))
                .findFirst()
                .orElseGet(() -> KINDS.stream()
                        .filter(d -> counts.getOrDefault(d, 0) > 0)
                        .findFirst()
                        .orElse(Drift.STAGING_AHEAD));
        Environment side = shown == Drift.ONLY_LIVE ? Environment.LIVE : Environment.STAGING;
        RecordQuery query = new RecordQuery(null, null, null, null, null, shown, RecordQuery.Sort.NEWEST, 50, after);
        RecordPage page = reading.list(place.actor(), place.siteId(), side, query);
        Map<String, String> names =
                types.all(place.siteId()).stream().collect(Collectors.toMap(ContentType::key, ContentType::name));
        String base = place.base() + "/changes?show=" + shown.key();
        return views.show(
                "changes",
                new ChangesPage(
                        frames.inside(request, place, "changes"),
                        tabs(place, counts, shown),
                        page.items().stream()
                                .map(r -> new ChangesPage.Row(
                                        RecordListScreen.row(place, r),
                                        names.getOrDefault(
                                                r.record().type(), r.record().type())))
                                .toList(),
                        side == Environment.STAGING && place.rights().allowSome(Permission.PROMOTE, Environment.LIVE),
                        place.baseOf(Environment.STAGING) + "/decide/promote",
                        page.next() == null ? null : base + "&after=" + page.next()));
    }

    private static List<RecordListPage.Tab> tabs(Place place, Map<Drift, Integer> counts, Drift shown) {
        List<RecordListPage.Tab> tabs = new ArrayList<>();
        for (Drift kind : KINDS) {
            String word = Words.drift(kind);
            tabs.add(new RecordListPage.Tab(
                    Character.toUpperCase(word.charAt(0)) + word.substring(1),
                    place.base() + "/changes?show=" + kind.key(),
                    kind == shown,
                    counts.getOrDefault(kind, 0)));
        }
        return tabs;
    }
}
