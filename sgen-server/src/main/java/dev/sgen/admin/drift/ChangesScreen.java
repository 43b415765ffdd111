package dev.sgen.admin.drift;

import dev.sgen.admin.review.CrossingReviewPage;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.DriftQuery;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.refresh.DriftReport;
import dev.sgen.publishing.refresh.Refreshing;
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

/**
 * Controller of the drift list of all content types. The changes that only live has can be carried back to staging
 * with one click (DRIFT-2).
 */
@Controller
class ChangesScreen {
    private static final List<DriftStatus> KINDS = List.of(
            DriftStatus.LIVE_AHEAD,
            DriftStatus.CONFLICT,
            DriftStatus.STAGING_AHEAD,
            DriftStatus.ONLY_STAGING,
            DriftStatus.ONLY_LIVE,
            DriftStatus.SAME);
    private static final String ARCHIVED = "archived";
    private static final int PAGE = 50;

    private final Views views;
    private final PageShells pageShells;
    private final RecordReading recordReading;
    private final DriftReport driftReport;
    private final Refreshing refreshing;
    private final ContentTypes types;

    ChangesScreen(
            Views views,
            PageShells pageShells,
            DriftReport driftReport,
            Refreshing refreshing,
            ContentTypes types,
            RecordReading recordReading) {
        this.recordReading = recordReading;
        this.refreshing = refreshing;
        this.views = views;
        this.pageShells = pageShells;
        this.driftReport = driftReport;
        this.types = types;
    }

    /** Loaded by the frame of every page after the page itself. */
    @GetMapping("/admin/sites/{site}/{env}/changes/count")
    View count(AdminContext context) {
        int records = recordReading.driftCounts(context.actor(), context.siteId()).entrySet().stream()
                .filter(each -> each.getKey() != DriftStatus.SAME)
                .mapToInt(Map.Entry::getValue)
                .sum();
        return views.show("drift/count", new DriftCount(context.base() + "/changes", records));
    }

    @GetMapping("/admin/sites/{site}/{env}/changes")
    View changes(
            AdminContext context,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String age,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        DriftReport.Counts counts = driftReport.counts(context.actor(), context.siteId());
        boolean archived = show.equals(ARCHIVED);
        DriftStatus shown = shown(show, counts.of());
        DriftReport.Page page = driftReport.page(
                context.actor(),
                context.siteId(),
                new DriftQuery(
                        archived ? null : shown,
                        archived ? context.environment() : null,
                        type.isBlank() ? null : type,
                        by.isBlank() ? null : by.strip(),
                        before(age, context.times().now()),
                        since(age, context.times().now()),
                        after,
                        PAGE));
        Map<String, String> names =
                types.all(context.siteId()).stream().collect(Collectors.toMap(ContentType::key, ContentType::name));
        DriftActions driftActions = new DriftActions(context);
        String view = archived ? ARCHIVED : shown.key();
        boolean narrowed = !type.isBlank() || !by.isBlank() || !age.isBlank();
        return views.show(
                "drift/changes",
                new ChangesPage(
                        pageShells.inside(request, context, "changes"),
                        tabs(context, counts, view),
                        view,
                        archived
                                ? "Records that stand aside on "
                                        + context.environment().key() + "."
                                : DriftActions.teaching(shown),
                        type,
                        by,
                        age,
                        names.entrySet().stream()
                                .sorted(Map.Entry.comparingByValue())
                                .map(e -> new CrossingReviewPage.Choice(
                                        e.getKey(), e.getValue(), e.getKey().equals(type)))
                                .toList(),
                        narrowed,
                        page.lines().stream()
                                .map(line -> driftActions.row(line, names, archived))
                                .toList(),
                        archived || page.lines().isEmpty() || !by.isBlank() || !age.isBlank()
                                ? List.of()
                                : driftActions.whole(shown, type, counts.of().getOrDefault(shown, 0)),
                        archived ? List.of() : driftActions.bulk(shown),
                        driftActions.mayRefresh() ? context.base() + "/refresh" : null,
                        refreshing
                                .undoable(context.actor(), context.siteId())
                                .map(last -> new ChangesPage.Last(
                                        last.at(),
                                        AdminWords.count(last.records(), "record"),
                                        context.base() + "/audit/" + last.entry(),
                                        context.base() + "/refresh/" + last.entry() + "/undo"))
                                .orElse(null),
                        page.next() == null ? null : next(context, view, type, by, age, page.next())));
    }

    /** The requested view, or the first one that is not empty. Changes that only live has come first. */
    private static DriftStatus shown(String show, Map<DriftStatus, Integer> counts) {
        return KINDS.stream()
                .filter(d -> d.key().equals(show))
                .findFirst()
                .orElseGet(() -> KINDS.stream()
                        .filter(d -> d != DriftStatus.SAME && counts.getOrDefault(d, 0) > 0)
                        .findFirst()
                        .orElse(DriftStatus.LIVE_AHEAD));
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

    private static String next(AdminContext context, String view, String type, String by, String age, String after) {
        return UriComponentsBuilder.fromPath(context.base() + "/changes")
                .queryParam("show", view)
                .queryParam("type", "{type}")
                .queryParam("by", "{by}")
                .queryParam("age", "{age}")
                .queryParam("after", "{after}")
                .encode()
                .buildAndExpand(type, by, age, after)
                .toUriString();
    }

    private static List<RecordListPage.Tab> tabs(AdminContext context, DriftReport.Counts counts, String shown) {
        List<RecordListPage.Tab> tabs = new ArrayList<>();
        for (DriftStatus kind : KINDS) {
            String word = AdminWords.drift(kind);
            tabs.add(tab(
                    context,
                    Character.toUpperCase(word.charAt(0)) + word.substring(1),
                    kind.key(),
                    shown,
                    counts.of().getOrDefault(kind, 0)));
        }
        Environment here = context.environment();
        tabs.add(
                tab(context, "Archived here", ARCHIVED, shown, counts.archived().getOrDefault(here, 0)));
        return tabs;
    }

    private static RecordListPage.Tab tab(AdminContext context, String label, String key, String shown, int count) {
        return new RecordListPage.Tab(label, context.base() + "/changes?show=" + key, key.equals(shown), count);
    }
}
