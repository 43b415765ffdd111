package dev.sgen.admin.preview;

import dev.sgen.admin.people.MembersPage;
import dev.sgen.admin.people.MembersScreen;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.member.Permission;
import dev.sgen.preview.Preview;
import dev.sgen.preview.PreviewRefusal;
import dev.sgen.preview.PreviewScene;
import dev.sgen.preview.Previews;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.release.Release;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Controller of previews of drafts, releases and other moments, for the operator and for people without an account
 * (ENV-15, RECOV-12).
 */
@Controller
class PreviewsScreen {
    private static final int PINNED = 20;
    private static final Duration OWN_LOOK = Duration.ofHours(1);

    private final Views views;
    private final PageShells pageShells;
    private final Previews previews;
    private final RecordReading recordReading;
    private final Releases releases;

    PreviewsScreen(
            Views views, PageShells pageShells, Previews previews, RecordReading recordReading, Releases releases) {
        this.views = views;
        this.pageShells = pageShells;
        this.previews = previews;
        this.recordReading = recordReading;
        this.releases = releases;
    }

    @GetMapping("/admin/sites/{site}/{env}/previews")
    View all(
            AdminContext context,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(required = false) @Nullable String release,
            HttpServletRequest request) {
        return views.show("preview/previews", page(request, context, record, release, null, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/previews")
    View share(
            AdminContext context,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(required = false) @Nullable String release,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(defaultValue = "168") int hours,
            HttpServletRequest request) {
        try {
            Previews.Made made = make(context, record, release, version, at, Duration.ofHours(hours));
            MembersPage.Told told = new MembersPage.Told(
                    "The link",
                    "Whoever has it can look, without an account, until "
                            + context.times().exact(made.preview().expiresAt()) + ". It is shown only now.",
                    url(request, made));
            return views.show("preview/previews", page(request, context, record, release, told, null));
        } catch (Refused refused) {
            return views.show("preview/previews", page(request, context, record, release, null, asked(refused)), 422);
        }
    }

    /** The text of a refusal that belongs on the form; rethrows any other. */
    private static String asked(Refused refused) {
        if (refused.refusal() instanceof BadRequest || refused.refusal() instanceof PreviewRefusal) {
            return refused.refusal().detail();
        }
        throw refused;
    }

    @PostMapping("/admin/sites/{site}/{env}/previews/look")
    View look(
            AdminContext context,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(required = false) @Nullable String release,
            @RequestParam(required = false) @Nullable String at,
            HttpServletRequest request) {
        Previews.Made made;
        try {
            made = make(context, record, release, version, at, OWN_LOOK);
        } catch (Refused refused) {
            return views.show("preview/previews", page(request, context, null, null, null, asked(refused)), 422);
        }
        PreviewScene previewScene = made.preview().scene();
        String title = title(context, previewScene);
        return views.show(
                "preview/frame",
                new PreviewFramePage(
                        pageShells.inside(request, context, "previews"),
                        title,
                        note(context, made.preview()),
                        href(context, made.preview()),
                        previewScene instanceof PreviewScene.Moment(Instant moment)
                                ? context.times().field(moment)
                                : null,
                        List.of(new PreviewFramePage.Pane(title, url(request, made)))));
    }

    /** Shows two versions as pages, each in a sandboxed frame (RECOV-12). */
    @PostMapping("/admin/sites/{site}/{env}/previews/beside")
    View beside(
            AdminContext context,
            @RequestParam String record,
            @RequestParam int from,
            @RequestParam int to,
            HttpServletRequest request) {
        List<Integer> versions = Stream.of(from, to).sorted().distinct().toList();
        List<Previews.Made> made;
        try {
            made = previews.ofVersions(
                    context.actor(),
                    context.siteId(),
                    context.environment(),
                    RecordId.parse(record),
                    versions,
                    OWN_LOOK);
        } catch (Refused refused) {
            return views.show("preview/previews", page(request, context, null, null, null, asked(refused)), 422);
        }
        String compare = context.base() + "/record/" + record + "/compare?from=" + from + "&to=" + to;
        return views.show(
                "preview/frame",
                new PreviewFramePage(
                        pageShells.inside(request, context, "previews"),
                        "v" + versions.getFirst() + " and v" + versions.getLast() + " as pages",
                        "Each as it would look on " + pageShells.hostOf(context, context.environment())
                                + " today. Nobody else sees them.",
                        compare,
                        null,
                        made.stream()
                                .map(each -> new PreviewFramePage.Pane(
                                        title(context, each.preview().scene()), url(request, each)))
                                .toList()));
    }

    @PostMapping("/admin/sites/{site}/{env}/previews/{preview}/revoke")
    View revoke(AdminContext context, @PathVariable String preview, HttpServletRequest request) {
        previews.revoke(context.actor(), context.siteId(), MembersScreen.id(preview));
        FlashMessages.next(request, FlashMessage.done("Revoked. The link opens nothing from now on."));
        return new RedirectView(context.base() + "/previews");
    }

    private Previews.Made make(
            AdminContext context,
            @Nullable String record,
            @Nullable String release,
            String version,
            @Nullable String at,
            Duration lasting) {
        if (release != null && !release.isBlank()) {
            return previews.ofRelease(context.actor(), context.siteId(), ReleaseId.parse(release), "/", lasting);
        }
        if (record != null && !record.isBlank()) {
            Integer number = version.matches("[1-9][0-9]{0,8}") ? Integer.valueOf(version) : null;
            return previews.ofDraft(
                    context.actor(), context.siteId(), context.environment(), RecordId.parse(record), number, lasting);
        }
        Instant moment = context.times().parse(at);
        if (moment == null) {
            throw new Refused(new BadRequest("Choose a day and a time to look at."));
        }
        return previews.ofMoment(context.actor(), context.siteId(), context.environment(), moment, "/", lasting);
    }

    private String url(HttpServletRequest request, Previews.Made made) {
        return pageShells.previewUrl(request, made.word()) + made.preview().path();
    }

    private PreviewsPage page(
            HttpServletRequest request,
            AdminContext context,
            @Nullable String record,
            @Nullable String release,
            MembersPage.@Nullable Told told,
            @Nullable String error) {
        SiteRecord asked = record == null || record.isBlank()
                ? null
                : recordReading.require(
                        context.actor(), context.siteId(), context.environment(), RecordId.parse(record));
        Coordinate here = asked == null ? null : asked.in(context.environment());
        Release coming = release == null || release.isBlank()
                ? null
                : releases.open(context.actor(), context.siteId(), ReleaseId.parse(release))
                        .release();
        return new PreviewsPage(
                pageShells.inside(request, context, "previews"),
                here == null ? null : record,
                coming == null ? null : coming.id().toString(),
                here != null ? here.title() : coming != null ? coming.name() : "",
                here == null ? List.of() : newest(context, here),
                context.times().field(context.times().now()),
                previews.list(context.actor(), context.siteId()).stream()
                        .map(each -> line(context, each))
                        .toList(),
                told,
                error);
    }

    private List<Integer> newest(AdminContext context, Coordinate here) {
        return recordReading
                .versions(
                        context.actor(),
                        context.siteId(),
                        context.environment(),
                        here.record(),
                        Integer.MAX_VALUE,
                        PINNED)
                .stream()
                .map(Version::number)
                .toList();
    }

    private static PreviewsPage.Line line(AdminContext context, Preview each) {
        boolean mine = context.actor().member().equals(each.by());
        return new PreviewsPage.Line(
                each.id().toString(),
                title(context, each.scene()),
                href(context, each),
                each.environment().key(),
                each.byName(),
                each.createdAt(),
                context.times().exact(each.expiresAt()),
                mine || context.may(Permission.SAVE, each.environment()));
    }

    private static @Nullable String href(AdminContext context, Preview each) {
        return switch (each.scene()) {
            case PreviewScene.Draft draft -> context.baseOf(each.environment()) + "/record/" + draft.record();
            case PreviewScene.Coming coming -> context.base() + "/releases/" + coming.release();
            case PreviewScene.Moment moment -> null;
        };
    }

    private static String title(AdminContext context, PreviewScene previewScene) {
        return switch (previewScene) {
            case PreviewScene.Draft draft ->
                (draft.version() == null ? "Working version of “" : "v" + draft.version() + " of “") + draft.title()
                        + "”";
            case PreviewScene.Coming coming -> "Live with the release “" + coming.name() + "”";
            case PreviewScene.Moment moment ->
                "The site " + (moment.at().isAfter(context.times().now()) ? "as it will be" : "as it was") + " on "
                        + context.times().exact(moment.at());
        };
    }

    private String note(AdminContext context, Preview preview) {
        String host = pageShells.hostOf(context, preview.environment());
        return switch (preview.scene()) {
            case PreviewScene.Draft draft -> "In its place on " + host + ". Visitors don’t see it.";
            case PreviewScene.Coming coming ->
                host + " as visitors will find it once the release is applied to what stands there now.";
            case PreviewScene.Moment(Instant at)
            when at.isAfter(context.times().now()) ->
                host + " with everything applied that is scheduled until then, if nothing else happens.";
            case PreviewScene.Moment moment ->
                host + " with what its visitors saw then: pages, menus, settings and theme.";
        };
    }
}
