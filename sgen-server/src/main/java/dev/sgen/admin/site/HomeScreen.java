package dev.sgen.admin.site;

import dev.sgen.admin.audit.AuditSentence;
import dev.sgen.admin.content.RecordListScreen;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.Views;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.Operations;
import dev.sgen.member.Permission;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.State;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** Controller of a site's home page: unpublished edits, drift, schedules, recent activity. */
@Controller
class HomeScreen {
    private static final int FEW = 8;
    private static final int COUNTED = 200;

    private final Views views;
    private final PageShells pageShells;
    private final RecordReading recordReading;
    private final AuditReading audit;
    private final Operations operations;

    HomeScreen(
            Views views,
            PageShells pageShells,
            RecordReading recordReading,
            AuditReading audit,
            Operations operations) {
        this.operations = operations;
        this.views = views;
        this.pageShells = pageShells;
        this.recordReading = recordReading;
        this.audit = audit;
    }

    @GetMapping("/admin/sites/{site}/{env}")
    View home(AdminContext context, HttpServletRequest request) {
        Environment here = context.environment();
        Map<String, Map<State, Integer>> counts = recordReading.counts(context.actor(), context.siteId(), here);
        boolean staging = context.may(Permission.READ, Environment.STAGING);
        Map<DriftStatus, Integer> driftStatus =
                staging ? recordReading.driftCounts(context.actor(), context.siteId()) : Map.of();
        List<RecordListPage.Row> changed = rows(
                context, new RecordQuery(null, null, null, null, true, null, RecordQuery.Sort.NEWEST, COUNTED, null));
        List<RecordListPage.Row> scheduled =
                rows(context, RecordQuery.all().in(State.SCHEDULED).limitedTo(COUNTED));
        return views.show(
                "site/home",
                new HomePage(
                        pageShells.inside(request, context, "home"),
                        context.site().name(),
                        context.siteId().toString(),
                        tiles(context, changed.size(), scheduled.size(), driftStatus),
                        steps(context, counts, driftStatus),
                        changed.stream().limit(FEW).toList(),
                        scheduled.stream().limit(FEW).toList(),
                        lately(context),
                        context.times().field(context.times().now())));
    }

    private List<RecordListPage.Row> rows(AdminContext context, RecordQuery query) {
        return recordReading.list(context.actor(), context.siteId(), context.environment(), query).items().stream()
                .map(row -> RecordListScreen.row(context, row))
                .toList();
    }

    private static List<HomePage.Tile> tiles(
            AdminContext context, int changed, int scheduled, Map<DriftStatus, Integer> driftStatus) {
        String changes = context.base() + "/changes";
        int ready = driftStatus.getOrDefault(DriftStatus.STAGING_AHEAD, 0)
                + driftStatus.getOrDefault(DriftStatus.ONLY_STAGING, 0);
        List<HomePage.Tile> tiles = new ArrayList<>();
        tiles.add(new HomePage.Tile(
                changed >= COUNTED ? COUNTED + "+" : String.valueOf(changed),
                "with edits not published here",
                "#changed"));
        tiles.add(
                new HomePage.Tile(AdminWords.number(ready), "staging ahead of live", changes + "?show=staging-ahead"));
        tiles.add(new HomePage.Tile(
                AdminWords.number(driftStatus.getOrDefault(DriftStatus.LIVE_AHEAD, 0)),
                "live ahead of staging",
                changes + "?show=live-ahead"));
        tiles.add(new HomePage.Tile(
                String.valueOf(driftStatus.getOrDefault(DriftStatus.CONFLICT, 0)),
                "changed on both",
                changes + "?show=conflict"));
        tiles.add(new HomePage.Tile(AdminWords.number(scheduled), "scheduled here", context.base() + "/schedule"));
        return tiles;
    }

    /** The introduction (save, publish, promote), with the steps the site has already done; empty once all are done. */
    private List<HomePage.Step> steps(
            AdminContext context, Map<String, Map<State, Integer>> counts, Map<DriftStatus, Integer> driftStatus) {
        boolean any = counts.entrySet().stream().anyMatch(e -> !e.getValue().isEmpty());
        boolean published = counts.values().stream().anyMatch(states -> states.getOrDefault(State.PUBLISHED, 0) > 0);
        boolean live = driftStatus.keySet().stream().anyMatch(d -> d != DriftStatus.ONLY_STAGING);
        if (any && published && live) {
            return List.of();
        }
        String base = context.baseOf(Environment.STAGING);
        return List.of(
                new HomePage.Step(
                        any,
                        "Save a page",
                        "Write it on staging. A save keeps it; no visitor sees it. Or import what you have.",
                        base + "/content/page/new"),
                new HomePage.Step(
                        published,
                        "Publish it on staging",
                        "Now " + pageShells.hostOf(context, Environment.STAGING) + " shows it. Live stays as it is.",
                        base + "/content/page"),
                new HomePage.Step(
                        live,
                        "Promote it to live",
                        "Visitors of " + pageShells.hostOf(context, Environment.LIVE) + " see it from that moment.",
                        base + "/content/page?view=ready"));
    }

    private List<AuditSentence> lately(AdminContext context) {
        if (!context.rights().allow(Permission.AUDIT, null)) {
            return List.of();
        }
        return audit.search(context.siteId(), AuditQuery.newest(FEW)).items().stream()
                .map(e -> AuditSentence.of(operations.of(e), e, context.base()))
                .toList();
    }
}
