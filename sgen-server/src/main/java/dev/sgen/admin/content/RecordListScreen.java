package dev.sgen.admin.content;

import dev.sgen.admin.approval.ApprovalsScreen;
import dev.sgen.admin.review.ScheduleWords;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** Controller of the record lists, one per content type. All filters are in the query string (ADMIN-13). */
@Controller
public class RecordListScreen {
    private static final int READY = 200;

    private final Views views;
    private final PageShells pageShells;
    private final RecordReading recordReading;
    private final ContentTypes types;
    private final Selection selection;

    RecordListScreen(
            Views views, PageShells pageShells, RecordReading recordReading, ContentTypes types, Selection selection) {
        this.selection = selection;
        this.views = views;
        this.pageShells = pageShells;
        this.recordReading = recordReading;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/content/{type}")
    View list(
            AdminContext context,
            @PathVariable("type") String typeKey,
            @RequestParam(defaultValue = "all") String view,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "newest") String sort,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        ContentType type = types.require(context.siteId(), typeKey);
        String base = context.base() + "/content/" + typeKey;
        RecordPage page = page(context, Selection.query(typeKey, view, q, tag, sort, after), view);
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
                "content/records",
                new RecordListPage(
                        pageShells.inside(request, context, typeKey),
                        typeKey,
                        AdminWords.plural(type),
                        AdminWords.one(type),
                        type.schema().path("description").asString(""),
                        tabs(context, typeKey, base, view),
                        view,
                        q,
                        tag,
                        sort,
                        !view.equals("all") || !q.isEmpty() || !tag.isEmpty(),
                        context.may(Permission.SAVE, typeKey),
                        EditorPageBuilder.readOnly(context, type, null),
                        context.may(Permission.SCHEDULE, typeKey),
                        page.items().stream().map(row -> row(context, row)).toList(),
                        bulk(context, view, typeKey),
                        next == null
                                ? page.items().size()
                                : selection.count(context, Selection.query(typeKey, view, q, tag, sort, null)),
                        next));
    }

    private RecordPage page(AdminContext context, RecordQuery query, String view) {
        if (!view.equals("ready")) {
            return recordReading.list(context.actor(), context.siteId(), context.environment(), query);
        }
        // "Ready to promote" always looks at staging, whatever the current environment: published there, and live does
        // not have that version.
        List<RecordPage.Row> rows = new ArrayList<>();
        RecordQuery published = query.in(State.PUBLISHED).limitedTo(READY);
        for (DriftStatus driftStatus : List.of(DriftStatus.STAGING_AHEAD, DriftStatus.ONLY_STAGING)) {
            rows.addAll(recordReading
                    .list(context.actor(), context.siteId(), Environment.STAGING, published.drifted(driftStatus))
                    .items());
        }
        return new RecordPage(rows, null);
    }

    private List<RecordListPage.Tab> tabs(AdminContext context, String type, String base, String view) {
        Map<State, Integer> counts = recordReading
                .counts(context.actor(), context.siteId(), context.environment())
                .getOrDefault(type, Map.of());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<RecordListPage.Tab> tabs = new ArrayList<>();
        tabs.add(tab("All", base, "all", view, all));
        tabs.add(tab("Draft", base, "draft", view, counts.getOrDefault(State.DRAFT, 0)));
        tabs.add(tab("Changed", base, "changed", view, null));
        if (counts.getOrDefault(State.SCHEDULED, 0) > 0 || view.equals("scheduled")) {
            tabs.add(tab("Scheduled", base, "scheduled", view, counts.getOrDefault(State.SCHEDULED, 0)));
        }
        if (context.may(Permission.READ, Environment.STAGING)) {
            tabs.add(tab("Ready to promote", base, "ready", view, null));
        }
        tabs.add(tab("Live ahead", base, "ahead", view, null));
        tabs.add(tab("Archived", base, "archived", view, counts.getOrDefault(State.ARCHIVED, 0)));
        return tabs;
    }

    private static RecordListPage.Tab tab(String label, String base, String key, String view, @Nullable Integer count) {
        return new RecordListPage.Tab(label, key.equals("all") ? base : base + "?view=" + key, key.equals(view), count);
    }

    public static RecordListPage.Row row(AdminContext context, RecordPage.Row row) {
        SiteRecord record = row.record();
        Coordinate here = row.here();
        DriftStatus driftStatus = record.drift();
        return new RecordListPage.Row(
                record.id().toString(),
                context.base() + "/record/" + record.id(),
                here.title(),
                here.path(),
                cell(context, record.staging()),
                cell(context, record.live()),
                driftStatus == DriftStatus.SAME || driftStatus == DriftStatus.ONLY_STAGING && here.published() == null
                        ? null
                        : AdminWords.drift(driftStatus),
                here.updatedAt(),
                here.updatedBy());
    }

    public static RecordListPage.Cell cell(AdminContext context, @Nullable Coordinate at) {
        return at == null
                ? new RecordListPage.Cell("none", "—", false, null, null)
                : new RecordListPage.Cell(
                        at.state().key(),
                        AdminWords.state(at),
                        at.changed(),
                        at.schedule() == null ? null : ScheduleWords.brief(context.times(), at.schedule()),
                        at.schedule() == null
                                ? null
                                : ScheduleWords.sentence(context, at.environment(), at.schedule()));
    }

    private static List<RecordListPage.Verb> bulk(AdminContext context, String view, String type) {
        List<RecordListPage.Verb> verbs = new ArrayList<>();
        String decide = context.base() + "/decide/";
        if (view.equals("archived")) {
            return context.may(Permission.ARCHIVE, type)
                    ? List.of(new RecordListPage.Verb("Revive…", decide + "revive"))
                    : List.of();
        }
        if (context.may(Permission.PUBLISH, type)) {
            verbs.add(new RecordListPage.Verb("Publish…", decide + "publish"));
        }
        if (context.environment() == Environment.STAGING && context.may(Permission.PROMOTE, Environment.LIVE, type)) {
            verbs.add(new RecordListPage.Verb("Promote…", decide + "promote"));
        }
        if (context.may(Permission.SAVE, Environment.STAGING)) {
            verbs.add(new RecordListPage.Verb("Add to release…", context.base() + "/releases/add"));
        }
        if (context.environment() == Environment.STAGING && ApprovalsScreen.mayAsk(context, type)) {
            verbs.add(new RecordListPage.Verb("Ask for promotion…", context.base() + "/approvals/ask"));
        }
        if (context.may(Permission.SCHEDULE, type)) {
            verbs.add(new RecordListPage.Verb("Schedule…", decide + "schedule"));
        }
        if (context.may(Permission.SAVE, type)) {
            verbs.add(new RecordListPage.Verb("Tags…", context.base() + "/tags"));
        }
        if (context.may(Permission.UNPUBLISH, type)) {
            verbs.add(new RecordListPage.Verb("Unpublish…", decide + "unpublish"));
        }
        if (context.may(Permission.ARCHIVE, type)) {
            verbs.add(new RecordListPage.Verb("Archive…", decide + "archive"));
        }
        if (context.may(Permission.REFRESH, Environment.STAGING, type)) {
            verbs.add(new RecordListPage.Verb("Refresh from live…", context.base() + "/refresh"));
        }
        return verbs;
    }
}
