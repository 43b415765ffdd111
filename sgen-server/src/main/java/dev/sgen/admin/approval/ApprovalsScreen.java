package dev.sgen.admin.approval;

import dev.sgen.admin.people.MembersScreen;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.VersionComparison;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.approval.Approvals;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller of approval requests: creates, lists, shows, grants, declines, withdraws and promotes them. */
@Controller
public class ApprovalsScreen {
    private static final int PAGE = 50;
    private static final String ROOM = "/admin/sites/{site}/{env}/approvals";

    private final Views views;
    private final PageShells pageShells;
    private final Approvals approvals;
    private final RecordReading recordReading;
    private final ContentTypes types;

    ApprovalsScreen(
            Views views, PageShells pageShells, Approvals approvals, RecordReading recordReading, ContentTypes types) {
        this.views = views;
        this.pageShells = pageShells;
        this.approvals = approvals;
        this.recordReading = recordReading;
        this.types = types;
    }

    @GetMapping(ROOM)
    View list(
            AdminContext context,
            @RequestParam(defaultValue = "open") String view,
            @RequestParam(required = false) @Nullable String before,
            HttpServletRequest request) {
        boolean open = !view.equals("all");
        UUID from = before == null ? null : MembersScreen.id(before);
        List<Approval> found = approvals.list(context.actor(), context.siteId(), open, PAGE + 1, from);
        List<Approval> shown = found.subList(0, Math.min(PAGE, found.size()));
        String base = context.base() + "/approvals";
        return views.show(
                "approval/approvals",
                new ApprovalsPage(
                        pageShells.inside(request, context, "approvals"),
                        List.of(
                                new RecordListPage.Tab("Open", base, open, null),
                                new RecordListPage.Tab("All", base + "?view=all", !open, null)),
                        open,
                        shown.stream().map(a -> row(context, a)).toList(),
                        found.size() > PAGE
                                ? base + "?view=" + (open ? "open" : "all") + "&before="
                                        + shown.getLast().id()
                                : null));
    }

    /**
     * Whether to offer a request for approval: to operators who may not promote, and to everybody on sites that
     * require a second person.
     */
    public static boolean mayAsk(AdminContext context, String type) {
        return context.may(Permission.SAVE, Environment.STAGING, type)
                && (context.site().secondPerson() || !context.may(Permission.PROMOTE, Environment.LIVE, type));
    }

    private static ApprovalsPage.Row row(AdminContext context, Approval a) {
        return new ApprovalsPage.Row(
                context.base() + "/approvals/" + a.id(),
                what(a),
                a.note(),
                a.state().key(),
                a.askedByName(),
                a.askedAt());
    }

    private static String what(Approval a) {
        List<Approval.Bound> asked =
                a.records().stream().filter(Approval.Bound::asked).toList();
        return asked.size() == 1
                ? "“" + asked.getFirst().title() + "”"
                : "“" + asked.getFirst().title() + "” and " + (asked.size() - 1) + " more";
    }

    @GetMapping(ROOM + "/ask")
    View form(
            AdminContext context,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            HttpServletRequest request) {
        return views.show("approval/request", page(context, records(ids), "", request));
    }

    @PostMapping(ROOM + "/ask")
    View ask(
            AdminContext context,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            @RequestParam(required = false) @Nullable String note,
            HttpServletRequest request) {
        List<RecordId> records = records(ids);
        // A bulk action of a record list posts here without a note; then the form is shown first.
        if (note == null) {
            return views.show("approval/request", page(context, records, "", request));
        }
        try {
            Approval asked = approvals.ask(context.actor(), context.siteId(), records, note);
            FlashMessages.next(request, FlashMessage.done("Asked. Whoever may promote is told."));
            return new RedirectView(context.base() + "/approvals/" + asked.id());
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            return views.show("approval/request", page(context, records, note, request), 409);
        }
    }

    private ApprovalRequestPage page(
            AdminContext context, List<RecordId> ids, String note, HttpServletRequest request) {
        List<SiteRecord> records = recordReading.all(context.actor(), context.siteId(), Environment.STAGING, ids);
        String staging = context.baseOf(Environment.STAGING);
        List<ApprovalRequestPage.Item> items = records.stream()
                .filter(r -> r.staging() != null)
                .map(r -> new ApprovalRequestPage.Item(
                        r.id().toString(), Objects.requireNonNull(r.staging()).title(), staging + "/record/" + r.id()))
                .toList();
        String back = items.size() == 1 ? items.getFirst().href() : staging + "/changes";
        return new ApprovalRequestPage(pageShells.inside(request, context, "approvals"), items, note, back);
    }

    @GetMapping(ROOM + "/{approval}")
    View one(AdminContext context, @PathVariable String approval, HttpServletRequest request) {
        Approval a = approvals.require(context.actor(), context.siteId(), MembersScreen.id(approval));
        boolean promotes =
                a.records().stream().allMatch(b -> context.may(Permission.PROMOTE, Environment.LIVE, b.type()));
        boolean own = a.askedBy().equals(context.actor().member());
        boolean asked = a.state() == Approval.Standing.ASKED;
        return views.show(
                "approval/approval",
                new ApprovalPage(
                        pageShells.inside(request, context, "approvals"),
                        a.id().toString(),
                        "Promote " + what(a),
                        a.state().key(),
                        a.note(),
                        said(context, a),
                        a.reason(),
                        a.records().stream()
                                .filter(Approval.Bound::asked)
                                .map(b -> change(context, b))
                                .toList(),
                        a.records().stream()
                                .filter(b -> !b.asked())
                                .map(b -> "“" + b.title() + "”, v" + b.version())
                                .toList(),
                        asked
                                && promotes
                                && (!own
                                        || (a.askedByToken() != null
                                                && !context.site().secondPerson())),
                        a.state() == Approval.Standing.GRANTED
                                && a.release() == null
                                && a.plannedAt() == null
                                && (own || promotes),
                        a.release() != null,
                        a.state().open() && (own || promotes),
                        context.times().field(context.times().now().plus(Duration.ofDays(1))),
                        context.times().zone().toString(),
                        pageShells.hostOf(context, Environment.LIVE)));
    }

    private static List<String> said(AdminContext context, Approval a) {
        LocalTimes localTimes = context.times();
        List<String> said = new ArrayList<>();
        said.add(a.askedByName() + " asked, " + localTimes.relative(a.askedAt()) + ".");
        Instant decided = a.decidedAt();
        if (decided != null) {
            String answer = a.answer();
            boolean declined = a.state() == Approval.Standing.DECLINED;
            said.add(a.decidedByName() + (declined ? " declined, " : " granted it, ") + localTimes.relative(decided)
                    + "." + (answer == null || answer.isEmpty() ? "" : " “" + answer + "”"));
        }
        Instant planned = a.plannedAt();
        if (planned != null) {
            said.add("It goes to live on " + localTimes.exact(planned) + ".");
        }
        Instant closed = a.closedAt();
        if (closed != null && a.state() == Approval.Standing.USED) {
            said.add("Promoted, " + localTimes.relative(closed) + ".");
        }
        return said;
    }

    private ApprovalPage.Change change(AdminContext context, Approval.Bound b) {
        boolean readsLive = context.may(Permission.READ, Environment.LIVE);
        Integer live = b.livePublished();
        Contents old = live == null || !readsLive ? null : contents(context, Environment.LIVE, b.record(), live);
        Contents fresh = contents(context, Environment.STAGING, b.record(), b.version());
        List<@Nullable Contents> both = new ArrayList<>();
        both.add(old);
        both.add(fresh);
        String effect = b.version() == 0
                ? "is taken away from live"
                : live == null
                        ? "v" + b.version() + " is new on live"
                        : "v" + b.version() + " replaces v" + live + " on live";
        return new ApprovalPage.Change(
                b.title(),
                context.baseOf(Environment.STAGING) + "/record/" + b.record(),
                effect,
                List.of("Live now", "Would go live"),
                VersionComparison.of(types.require(context.siteId(), b.type()), both));
    }

    private @Nullable Contents contents(AdminContext context, Environment environment, RecordId id, int version) {
        try {
            return recordReading
                    .version(context.actor(), context.siteId(), environment, id, version)
                    .contents();
        } catch (Refused gone) {
            return null;
        }
    }

    @PostMapping(ROOM + "/{approval}/grant")
    View grant(
            AdminContext context,
            @PathVariable String approval,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "leave") String then,
            @RequestParam(required = false) @Nullable String at,
            HttpServletRequest request) {
        return attempt(context, approval, request, () -> {
            Instant moment = then.equals("at") ? context.times().parse(at) : null;
            if (then.equals("at") && moment == null) {
                throw new Refused(new BadRequest("Not granted: say the day and the time."));
            }
            approvals.grant(
                    context.actor(), context.siteId(), MembersScreen.id(approval), note, then.equals("now"), moment);
            return then.equals("now") ? "Granted and promoted." : "Granted. Whoever asked is told.";
        });
    }

    @PostMapping(ROOM + "/{approval}/decline")
    View decline(
            AdminContext context,
            @PathVariable String approval,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request) {
        return attempt(context, approval, request, () -> {
            approvals.decline(context.actor(), context.siteId(), MembersScreen.id(approval), note);
            return "Declined. Whoever asked is told.";
        });
    }

    @PostMapping(ROOM + "/{approval}/withdraw")
    View withdraw(AdminContext context, @PathVariable String approval, HttpServletRequest request) {
        return attempt(context, approval, request, () -> {
            approvals.withdraw(context.actor(), context.siteId(), MembersScreen.id(approval));
            return "Taken back.";
        });
    }

    @PostMapping(ROOM + "/{approval}/promote")
    View promote(AdminContext context, @PathVariable String approval, HttpServletRequest request) {
        return attempt(context, approval, request, () -> {
            approvals.promote(context.actor(), context.siteId(), MembersScreen.id(approval), null);
            return "Promoted to live.";
        });
    }

    private static View attempt(
            AdminContext context, String approval, HttpServletRequest request, Supplier<String> act) {
        try {
            FlashMessages.next(request, FlashMessage.done(act.get()));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            FlashMessages.next(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
        }
        return new RedirectView(context.base() + "/approvals/" + MembersScreen.id(approval));
    }

    private static List<RecordId> records(List<String> ids) {
        List<RecordId> records = ids.stream()
                .filter(id -> !id.isBlank())
                .distinct()
                .map(RecordId::parse)
                .toList();
        if (records.isEmpty()) {
            throw new Refused(new BadRequest("No record was selected. Go back, tick some, and try again."));
        }
        return records;
    }
}
