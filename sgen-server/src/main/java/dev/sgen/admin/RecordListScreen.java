package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Drift;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** Lists of records, one per type; every filter is in the address (ADMIN-13). */
@Controller
class RecordListScreen {
    private static final int PAGE = 50;
    private static final int READY = 200;

    private final Views views;
    private final Frames frames;
    private final Reading reading;
    private final ContentTypes types;
    private final Selection selection;

    RecordListScreen(Views views, Frames frames, Reading reading, ContentTypes types, Selection selection) {
        this.selection = selection;
        this.views = views;
        this.frames = frames;
        this.reading = reading;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/content/{type}")
    View list(
            Place place,
            @PathVariable("type") String typeKey,
            @RequestParam(defaultValue = "all") String view,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "newest") String sort,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        ContentType type = types.require(place.siteId(), typeKey);
        String base = place.base() + "/content/" + typeKey;
        RecordPage page = page(place, query(typeKey, view, q, tag, sort, after), view);
        String next = page.next() == null
                ? null
                : UriComponentsBuilder.fromPath(base)
                        .queryParam("view", view)
                        .queryParam("q", "{q}")
                        .queryParam("tag", "{tag}")
                        .queryParam("sort", sort)
                        .queryParam("after", "{after}")
                        .encode()
                        .buildAndExpand(q, tag, page.next())
                        .toUriString();
        return views.show(
                "records",
                new RecordListPage(
                        frames.inside(request, place, typeKey),
                        typeKey,
                        Words.plural(type),
                        Words.one(type),
                        type.schema().path("description").asString(""),
                        tabs(place, typeKey, base, view),
                        view,
                        q,
                        tag,
                        sort,
                        !view.equals("all") || !q.isEmpty() || !tag.isEmpty(),
                        place.may(Permission.SAVE, typeKey),
                        EditorPages.readOnly(place, type, null),
                        place.may(Permission.SCHEDULE, typeKey),
                        page.items().stream().map(row -> row(place, row)).toList(),
                        bulk(place, view, typeKey),
                        next == null
                                ? page.items().size()
                                : selection.count(place, query(typeKey, view, q, tag, sort, null)),
                        next));
    }

    private RecordPage page(Place place, RecordQuery query, String view) {
        if (!view.equals("ready")) {
            return reading.list(place.actor(), place.siteId(), place.environment(), query);
        }
        // Ready to promote is judged on staging, wherever one looks from: published there, and not so on live.
        List<RecordPage.Row> rows = new ArrayList<>();
        RecordQuery published = query.in(State.PUBLISHED).limitedTo(READY);
        for (Drift drift : List.of(Drift.STAGING_AHEAD, Drift.ONLY_STAGING)) {
            rows.addAll(reading.list(place.actor(), place.siteId(), Environment.STAGING, published.drifted(drift))
                    .items());
        }
        return new RecordPage(rows, null);
    }

    /** A view of a list as a query; an empty type means all. */
    static RecordQuery query(String type, String view, String q, String tag, String sort, @Nullable String after) {
        State state = switch (view) {
            case "draft" -> State.DRAFT;
            case "scheduled" -> State.SCHEDULED;
            case "archived" -> State.ARCHIVED;
            case "published" -> State.PUBLISHED;
            default -> null;
        };
        return new RecordQuery(
                type.isBlank() ? null : type,
                state,
                tag.isBlank() ? null : tag.strip(),
                q.isBlank() ? null : q.strip(),
                view.equals("changed") ? true : null,
                view.equals("ahead") ? Drift.LIVE_AHEAD : view.equals("both") ? Drift.CONFLICT : null,
                sort(sort),
                PAGE,
                after);
    }

    private static RecordQuery.Sort sort(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "title" -> RecordQuery.Sort.TITLE;
            case "oldest" -> RecordQuery.Sort.OLDEST;
            default -> RecordQuery.Sort.NEWEST;
        };
    }

    private List<RecordListPage.Tab> tabs(Place place, String type, String base, String view) {
        Map<State, Integer> counts = reading.counts(place.actor(), place.siteId(), place.environment())
                .getOrDefault(type, Map.of());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<RecordListPage.Tab> tabs = new ArrayList<>();
        tabs.add(tab("All", base, "all", view, all));
        tabs.add(tab("Draft", base, "draft", view, counts.getOrDefault(State.DRAFT, 0)));
        tabs.add(tab("Changed", base, "changed", view, null));
        if (counts.getOrDefault(State.SCHEDULED, 0) > 0 || view.equals("scheduled")) {
            tabs.add(tab("Scheduled", base, "scheduled", view, counts.getOrDefault(State.SCHEDULED, 0)));
        }
        if (place.may(Permission.READ, Environment.STAGING)) {
            tabs.add(tab("Ready to promote", base, "ready", view, null));
        }
        tabs.add(tab("Live ahead", base, "ahead", view, null));
        tabs.add(tab("Archived", base, "archived", view, counts.getOrDefault(State.ARCHIVED, 0)));
        return tabs;
    }

    private static RecordListPage.Tab tab(String label, String base, String key, String view, @Nullable Integer count) {
        return new RecordListPage.Tab(label, key.equals("all") ? base : base + "?view=" + key, key.equals(view), count);
    }

    static RecordListPage.Row row(Place place, RecordPage.Row row) {
        SiteRecord record = row.record();
        Coordinate here = row.here();
        Drift drift = record.drift();
        return new RecordListPage.Row(
                record.id().toString(),
                place.base() + "/record/" + record.id(),
                here.title(),
                here.path(),
                cell(place, record.staging()),
                cell(place, record.live()),
                drift == Drift.SAME || drift == Drift.ONLY_STAGING && here.published() == null
                        ? null
                        : Words.drift(drift),
                here.updatedAt(),
                here.updatedBy());
    }

    static RecordListPage.Cell cell(Place place, @Nullable Coordinate at) {
        return at == null
                ? new RecordListPage.Cell("none", "—", false, null, null)
                : new RecordListPage.Cell(
                        at.state().key(),
                        Words.state(at),
                        at.changed(),
                        at.schedule() == null ? null : ScheduleWords.brief(place.times(), at.schedule()),
                        at.schedule() == null ? null : ScheduleWords.sentence(place, at.environment(), at.schedule()));
    }

    private static List<RecordListPage.Verb> bulk(Place place, String view, String type) {
        List<RecordListPage.Verb> verbs = new ArrayList<>();
        String decide = place.base() + "/decide/";
        if (view.equals("archived")) {
            return place.may(Permission.ARCHIVE, type)
                    ? List.of(new RecordListPage.Verb("Revive…", decide + "revive"))
                    : List.of();
        }
        if (place.may(Permission.PUBLISH, type)) {
            verbs.add(new RecordListPage.Verb("Publish…", decide + "publish"));
        }
        if (place.environment() == Environment.STAGING && place.may(Permission.PROMOTE, Environment.LIVE, type)) {
            verbs.add(new RecordListPage.Verb("Promote…", decide + "promote"));
        }
        if (place.may(Permission.SAVE, Environment.STAGING)) {
            verbs.add(new RecordListPage.Verb("Add to release…", place.base() + "/releases/add"));
        }
        if (place.environment() == Environment.STAGING && ApprovalsScreen.mayAsk(place, type)) {
            verbs.add(new RecordListPage.Verb("Ask for promotion…", place.base() + "/approvals/ask"));
        }
        if (place.may(Permission.SCHEDULE, type)) {
            verbs.add(new RecordListPage.Verb("Schedule…", decide + "schedule"));
        }
        if (place.may(Permission.SAVE, type)) {
            verbs.add(new RecordListPage.Verb("Tags…", place.base() + "/tags"));
        }
        if (place.may(Permission.UNPUBLISH, type)) {
            verbs.add(new RecordListPage.Verb("Unpublish…", decide + "unpublish"));
        }
        if (place.may(Permission.ARCHIVE, type)) {
            verbs.add(new RecordListPage.Verb("Archive…", decide + "archive"));
        }
        if (place.may(Permission.REFRESH, Environment.STAGING, type)) {
            verbs.add(new RecordListPage.Verb("Refresh from live…", place.base() + "/refresh"));
        }
        return verbs;
    }
}
