package dev.sgen.admin.release;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseChange;
import dev.sgen.release.ReleaseRefusal;
import dev.sgen.release.Releases;
import dev.sgen.release.VersionPinning;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller of the list of releases; creates releases and adds records to them. */
@Controller
class ReleasesScreen {
    private final Views views;
    private final PageShells pageShells;
    private final Releases releases;
    private final RecordReading recordReading;
    private final ContentTypes types;

    ReleasesScreen(
            Views views, PageShells pageShells, Releases releases, RecordReading recordReading, ContentTypes types) {
        this.views = views;
        this.pageShells = pageShells;
        this.releases = releases;
        this.recordReading = recordReading;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/releases")
    View list(AdminContext context, HttpServletRequest request) {
        return views.show(
                "release/releases",
                new ReleasesPage(
                        pageShells.inside(request, context, "releases"),
                        context.may(Permission.SAVE, Environment.STAGING),
                        releases.list(context.actor(), context.siteId()).stream()
                                .map(r -> row(context, r))
                                .toList()));
    }

    private static ReleasesPage.Row row(AdminContext context, Release r) {
        return new ReleasesPage.Row(
                ReleasePageBuilder.href(context, r),
                r.name(),
                r.state().key(),
                r.settledAt() != null && !r.pending() ? r.settledAt() : r.at(),
                r.items(),
                r.changedAt(),
                r.changedBy());
    }

    @GetMapping("/admin/sites/{site}/{env}/releases/add")
    View choose(
            AdminContext context,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            HttpServletRequest request) {
        return views.show("release/add", page(request, context, ids, ""));
    }

    @PostMapping("/admin/sites/{site}/{env}/releases/add")
    View add(
            AdminContext context,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            @RequestParam(defaultValue = "") String release,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "promote") String action,
            HttpServletRequest request) {
        try {
            List<VersionPinning.Wish> wishes = ids.stream()
                    .filter(id -> !id.isBlank())
                    .distinct()
                    .map(id -> new VersionPinning.Wish(RecordId.parse(id), kind(action), null))
                    .toList();
            Release into = release.isBlank()
                    ? releases.create(context.actor(), context.siteId(), name, null, wishes)
                    : releases.change(
                            context.actor(), context.siteId(), ReleaseId.parse(release), ReleaseChange.adding(wishes));
            FlashMessages.next(
                    request,
                    FlashMessage.done(
                            wishes.isEmpty()
                                    ? "Begun. Add what belongs together."
                                    : AdminWords.count(wishes.size(), "record")
                                            + " added. Nothing changes on live yet."));
            return new RedirectView(ReleasePageBuilder.href(context, into));
        } catch (Refused refused) {
            if (!sayable(refused)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            return views.show("release/add", page(request, context, ids, name), 409);
        }
    }

    /** Whether a refusal concerns the operator's input, so that it is shown on the same page. */
    static boolean sayable(Refused refused) {
        return refused.refusal() instanceof PublishingRefusal
                || refused.refusal() instanceof dev.sgen.release.ReleaseStepRefusal
                || refused.refusal() instanceof ReleaseRefusal
                || refused.refusal() instanceof BadRequest;
    }

    static ReleaseStep.Kind kind(String action) {
        return Arrays.stream(ReleaseStep.Kind.values())
                .filter(k -> k.key().equals(action))
                .findFirst()
                .orElseThrow(() -> new Refused(new BadRequest("Say what is to happen on live.")));
    }

    private ReleaseAddPage page(HttpServletRequest request, AdminContext context, List<String> ids, String name) {
        List<RecordId> wanted = ids.stream()
                .filter(id -> !id.isBlank())
                .distinct()
                .map(RecordId::parse)
                .toList();
        List<SiteRecord> records = recordReading.all(context.actor(), context.siteId(), context.environment(), wanted);
        Map<String, String> names =
                types.all(context.siteId()).stream().collect(Collectors.toMap(ContentType::key, ContentType::name));
        return new ReleaseAddPage(
                pageShells.inside(request, context, "releases"),
                records.stream()
                        .map(r -> new ReleaseAddPage.Record(
                                r.id().toString(),
                                context.coordinateOf(r).title(),
                                names.getOrDefault(r.type(), r.type())))
                        .toList(),
                wanted.isEmpty()
                        ? List.of()
                        : releases.list(context.actor(), context.siteId()).stream()
                                .filter(Release::pending)
                                .map(r -> new ReleaseAddPage.Choice(
                                        r.id().toString(),
                                        r.name() + ", " + AdminWords.count(r.items(), "record")
                                                + (r.at() == null
                                                        ? ""
                                                        : ", due "
                                                                + context.times()
                                                                        .moment(r.at()))))
                                .toList(),
                name,
                records.isEmpty()
                        ? context.base() + "/releases"
                        : context.base() + "/content/" + records.getFirst().type());
    }
}
