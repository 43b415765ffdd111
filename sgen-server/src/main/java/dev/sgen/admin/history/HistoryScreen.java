package dev.sgen.admin.history;

import dev.sgen.admin.content.CoordinateSummaries;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.VersionComparison;
import dev.sgen.admin.shell.Views;
import dev.sgen.audit.Operations;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.VisibilityInterval;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
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

/** Controller of a record's history: lists, compares and recovers versions (ADMIN-11, RECOV-2). */
@Controller
class HistoryScreen {
    private static final int PAGE = 40;
    private static final Map<String, String> ORIGINS =
            Map.of("save", "saved", "import", "imported", "recover", "recovered", "upload", "uploaded");

    private final Views views;
    private final PageShells pageShells;
    private final RecordReading recordReading;
    private final Publishing publishing;
    private final ContentTypes types;
    private final CoordinateSummaries coordinateSummaries;
    private final Operations operations;

    HistoryScreen(
            Views views,
            PageShells pageShells,
            RecordReading recordReading,
            Publishing publishing,
            ContentTypes types,
            CoordinateSummaries coordinateSummaries,
            Operations operations) {
        this.operations = operations;
        this.views = views;
        this.pageShells = pageShells;
        this.recordReading = recordReading;
        this.publishing = publishing;
        this.types = types;
        this.coordinateSummaries = coordinateSummaries;
    }

    @GetMapping("/admin/sites/{site}/{env}/record/{id}/history")
    View history(
            AdminContext context,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer before,
            HttpServletRequest request) {
        SiteRecord record = record(context, id);
        int from = before == null ? record.lastVersion() + 1 : before;
        List<Version> versions = recordReading.versions(
                context.actor(), context.siteId(), context.environment(), record.id(), from, PAGE);
        Map<Integer, List<HistoryPage.Span>> spans = new HashMap<>();
        List<VisibilityInterval> seen = spans(context, record, spans);
        Coordinate here = record.in(context.environment());
        boolean gone = here == null
                && recordReading.stood(context.actor(), context.siteId(), context.environment(), record.id());
        return views.show(
                "history/history",
                new HistoryPage(
                        pageShells.inside(request, context, record.type()),
                        id,
                        title(record, versions),
                        gone,
                        coordinateSummaries.of(request, context, record),
                        new VisibilityTimeline(operations, context).of(seen),
                        versions.stream().map(v -> line(v, here, spans)).toList(),
                        (here != null || gone) && context.may(Permission.RECOVER, record.type()),
                        context.may(Permission.PUBLISH, record.type()),
                        drawable(context, record),
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

    private boolean drawable(AdminContext context, SiteRecord record) {
        return types.require(context.siteId(), record.type()).hasPath();
    }

    /**
     * Fills in when each version was public, in all environments that the operator may read; returns the intervals of
     * the current environment.
     */
    private List<VisibilityInterval> spans(
            AdminContext context, SiteRecord record, Map<Integer, List<HistoryPage.Span>> spans) {
        List<VisibilityInterval> here = List.of();
        for (Environment environment : Environment.values()) {
            if (!context.may(Permission.READ, environment)) {
                continue;
            }
            List<VisibilityInterval> all =
                    recordReading.visibility(context.actor(), context.siteId(), environment, record.id());
            here = environment == context.environment() ? all : here;
            for (VisibilityInterval shown : all) {
                String from = context.times().moment(shown.from());
                String words = shown.to() == null
                        ? "visible since " + from
                        : "visible " + from + " to " + context.times().moment(shown.to());
                spans.computeIfAbsent(shown.version(), v -> new ArrayList<>())
                        .add(new HistoryPage.Span(environment.key(), words, shown.to() == null));
            }
        }
        return here;
    }

    @GetMapping("/admin/sites/{site}/{env}/record/{id}/compare")
    View compare(
            AdminContext context,
            @PathVariable String id,
            @RequestParam int from,
            @RequestParam int to,
            HttpServletRequest request) {
        SiteRecord record = record(context, id);
        ContentType type = types.require(context.siteId(), record.type());
        Version older = version(context, record, Math.min(from, to));
        Version newer = version(context, record, Math.max(from, to));
        return views.show(
                "history/compare",
                new ComparePage(
                        pageShells.inside(request, context, record.type()),
                        id,
                        newer.contents().title(),
                        older.number(),
                        newer.number(),
                        List.of(head(context, older), head(context, newer)),
                        VersionComparison.of(type, List.of(older.contents(), newer.contents())).stream()
                                .map(ComparePage.Line::of)
                                .toList(),
                        context.may(Permission.RECOVER, record.type()),
                        type.hasPath()));
    }

    private static String head(AdminContext context, Version version) {
        return "v" + version.number() + ", " + version.authorName() + ", "
                + context.times().moment(version.createdAt());
    }

    /** Asks for confirmation before an old version becomes public, and shows its address. */
    @GetMapping("/admin/sites/{site}/{env}/record/{id}/recover")
    View confirm(AdminContext context, @PathVariable String id, @RequestParam int version, HttpServletRequest request) {
        SiteRecord record = record(context, id);
        Version wanted = version(context, record, version);
        Coordinate here = record.in(context.environment());
        Integer shown = here == null ? null : here.published();
        String path = wanted.contents().path();
        return views.show(
                "history/recover",
                new RecoverPage(
                        pageShells.inside(request, context, record.type()),
                        id,
                        wanted.contents().title(),
                        version,
                        path == null ? null : pageShells.hostOf(context, context.environment()) + path,
                        shown,
                        here == null || Integer.valueOf(here.working()).equals(shown) ? null : here.working(),
                        here != null && here.schedule() != null));
    }

    @PostMapping("/admin/sites/{site}/{env}/record/{id}/recover")
    View recover(
            AdminContext context,
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "false") boolean publish,
            HttpServletRequest request) {
        SiteRecord before = record(context, id);
        String back = context.base() + "/record/" + id;
        try {
            publishing.recover(context.actor(), context.siteId(), context.environment(), before.id(), version, publish);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            FlashMessages.next(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            return new RedirectView(back + "/history");
        }
        Coordinate at = before.in(context.environment());
        FlashMessage flashMessage = FlashMessage.done(
                publish
                        ? "v" + version + " is back where visitors of "
                                + context.environment().key() + " see it."
                        : "v" + version + " is the draft again. Publish it when it is right.");
        FlashMessages.next(
                request,
                publish && at != null && at.published() != null
                        ? flashMessage.undoneBy(back + "/recover?publish=true&version=" + at.published())
                        : flashMessage);
        return new RedirectView(back);
    }

    private SiteRecord record(AdminContext context, String id) {
        return recordReading.require(context.actor(), context.siteId(), context.environment(), RecordId.parse(id));
    }

    private Version version(AdminContext context, SiteRecord record, int number) {
        return recordReading.version(context.actor(), context.siteId(), context.environment(), record.id(), number);
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
