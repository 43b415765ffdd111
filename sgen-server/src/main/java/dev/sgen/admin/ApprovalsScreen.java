package dev.sgen.admin;

import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.Approvals;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
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

/** Asking for a promotion, looking at what would change, answering. */
@Controller
class ApprovalsScreen {
    private static final int PAGE = 50;
    private static final String ROOM = "/admin/sites/{site}/{env}/approvals";

    private final Views views;
    private final Frames frames;
    private final Approvals approvals;
    private final Reading reading;
    private final ContentTypes types;

    ApprovalsScreen(Views views, Frames frames, Approvals approvals, Reading reading, ContentTypes types) {
        this.views = views;
        this.frames = frames;
        this.approvals = approvals;
        this.reading = reading;
        this.types = types;
    }

    @GetMapping(ROOM)
    View list(
            Place place,
            @RequestParam(defaultValue = "open") String view,
            @RequestParam(required = false) @Nullable String before,
            HttpServletRequest request) {
        boolean open = !view.equals("all");
        UUID from = before == null ? null : MembersScreen.id(before);
        List<Approval> found = approvals.list(place.actor(), place.siteId(), open, PAGE + 1, from);
        List<Approval> shown = found.subList(0, Math.min(PAGE, found.size()));
        String base = place.base() + "/approvals";
        return views.show(
                "approvals",
                new ApprovalsPage(
                        frames.inside(request, place, "approvals"),
                        List.of(
                                new RecordListPage.Tab("Open", base, open, null),
                                new RecordListPage.Tab("All", base + "?view=all", !open, null)),
                        open,
                        shown.stream().map(a -> row(place, a)).toList(),
                        found.size() > PAGE
                                ? base + "?view=" + (open ? "open" : "all") + "&before="
                                        + shown.getLast().id()
                                : null));
    }

    /** Whether to offer asking: to who may not promote, and to all where nobody promotes alone. */
    static boolean mayAsk(Place place, String type) {
        return place.may(Permission.SAVE, Environment.STAGING, type)
                && (place.site().secondPerson() || !place.may(Permission.PROMOTE, Environment.LIVE, type));
    }

    private static ApprovalsPage.Row row(Place place, Approval a) {
        return new ApprovalsPage.Row(
                place.base() + "/approvals/" + a.id(),
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
            Place place,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            HttpServletRequest request) {
        return views.show("ask", page(place, records(ids), "", request));
    }

    @PostMapping(ROOM + "/ask")
    View ask(
            Place place,
            @RequestParam(name = "record", defaultValue = "") List<String> ids,
            @RequestParam(required = false) @Nullable String note,
            HttpServletRequest request) {
        List<RecordId> records = records(ids);
        // A list's selection comes here without a note: first the form.
        if (note == null) {
            return views.show("ask", page(place, records, "", request));
        }
        try {
            Approval asked = approvals.ask(place.actor(), place.siteId(), records, note);
            Notices.next(request, Notice.done("Asked. Whoever may promote is told."));
            return new RedirectView(place.base() + "/approvals/" + asked.id());
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            return views.show("ask", page(place, records, note, request), 409);
        }
    }

    private AskPage page(Place place, List<RecordId> ids, String note, HttpServletRequest request) {
        List<SiteRecord> records = reading.all(place.actor(), place.siteId(), Environment.STAGING, ids);
        String staging = place.baseOf(Environment.STAGING);
        List<AskPage.Item> items = records.stream()
                .filter(r -> r.staging() != null)
                .map(r -> new AskPage.Item(
                        r.id().toString(), Objects.requireNonNull(r.staging()).title(), staging + "/record/" + r.id()))
                .toList();
        String back = items.size() == 1 ? items.getFirst().href() : staging + "/changes";
        return new AskPage(frames.inside(request, place, "approvals"), items, note, back);
    }

    @GetMapping(ROOM + "/{approval}")
    View one(Place place, @PathVariable String approval, HttpServletRequest request) {
        Approval a = approvals.require(place.actor(), place.siteId(), MembersScreen.id(approval));
        boolean promotes =
                a.records().stream().allMatch(b -> place.may(Permission.PROMOTE, Environment.LIVE, b.type()));
        boolean own = a.askedBy().equals(place.actor().member());
        boolean asked = a.state() == Approval.Standing.ASKED;
        return views.show(
                "approval",
                new ApprovalPage(
                        frames.inside(request, place, "approvals"),
                        a.id().toString(),
                        "Promote " + what(a),
                        a.state().key(),
                        a.note(),
                        said(place, a),
                        a.reason(),
                        a.records().stream()
                                .filter(Approval.Bound::asked)
                                .map(b -> change(place, b))
                                .toList(),
                        a.records().stream()
                                .filter(b -> !b.asked())
                                .map(b -> "“" + b.title() + "”, v" + b.version())
                                .toList(),
                        asked
                                && promotes
                                && (!own
                                        || (a.askedByToken() != null
                                                && !place.site().secondPerson())),
                        a.state() == Approval.Standing.GRANTED
                                && a.release() == null
                                && a.plannedAt() == null
                                && (own || promotes),
                        a.release() != null,
                        a.state().open() && (own || promotes),
                        place.times().field(place.times().now().plus(Duration.ofDays(1))),
                        place.times().zone().toString(),
                        frames.hostOf(place, Environment.LIVE)));
    }

    private static List<String> said(Place place, Approval a) {
        Times times = place.times();
        List<String> said = new ArrayList<>();
        said.add(a.askedByName() + " asked, " + times.relative(a.askedAt()) + ".");
        Instant decided = a.decidedAt();
        if (decided != null) {
            String answer = a.answer();
            boolean declined = a.state() == Approval.Standing.DECLINED;
            said.add(a.decidedByName() + (declined ? " declined, " : " granted it, ") + times.relative(decided) + "."
                    + (answer == null || answer.isEmpty() ? "" : " “" + answer + "”"));
        }
        Instant planned = a.plannedAt();
        if (planned != null) {
            said.add("It goes to live on " + times.exact(planned) + ".");
        }
        Instant closed = a.closedAt();
        if (closed != null && a.state() == Approval.Standing.USED) {
            said.add("Promoted, " + times.relative(closed) + ".");
        }
        return said;
    }

    private ApprovalPage.Change change(Place place, Approval.Bound b) {
        boolean readsLive = place.may(Permission.READ, Environment.LIVE);
        Integer live = b.livePublished();
        Contents old = live == null || !readsLive ? null : contents(place, Environment.LIVE, b.record(), live);
        Contents fresh = contents(place, Environment.STAGING, b.record(), b.version());
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
                place.baseOf(Environment.STAGING) + "/record/" + b.record(),
                effect,
                List.of("Live now", "Would go live"),
                Comparison.of(types.require(place.siteId(), b.type()), both));
    }

    private @Nullable Contents contents(Place place, Environment environment, RecordId id, int version) {
        try {
            return reading.version(place.actor(), place.siteId(), environment, id, version)
                    .contents();
        } catch (Refused gone) {
            return null;
        }
    }

    @PostMapping(ROOM + "/{approval}/grant")
    View grant(
            Place place,
            @PathVariable String approval,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "leave") String then,
            @RequestParam(required = false) @Nullable String at,
            HttpServletRequest request) {
        return attempt(place, approval, request, () -> {
            Instant moment = then.equals("at") ? place.times().parse(at) : null;
            if (then.equals("at") && moment == null) {
                throw new Refused(new BadRequest("Not granted: say the day and the time."));
            }
            approvals.grant(
                    place.actor(), place.siteId(), MembersScreen.id(approval), note, then.equals("now"), moment);
            return then.equals("now") ? "Granted and promoted." : "Granted. Whoever asked is told.";
        });
    }

    @PostMapping(ROOM + "/{approval}/decline")
    View decline(
            Place place,
            @PathVariable String approval,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request) {
        return attempt(place, approval, request, () -> {
            approvals.decline(place.actor(), place.siteId(), MembersScreen.id(approval), note);
            return "Declined. Whoever asked is told.";
        });
    }

    @PostMapping(ROOM + "/{approval}/withdraw")
    View withdraw(Place place, @PathVariable String approval, HttpServletRequest request) {
        return attempt(place, approval, request, () -> {
            approvals.withdraw(place.actor(), place.siteId(), MembersScreen.id(approval));
            return "Taken back.";
        });
    }

    @PostMapping(ROOM + "/{approval}/promote")
    View promote(Place place, @PathVariable String approval, HttpServletRequest request) {
        return attempt(place, approval, request, () -> {
            approvals.promote(place.actor(), place.siteId(), MembersScreen.id(approval), null);
            return "Promoted to live.";
        });
    }

    private static View attempt(Place place, String approval, HttpServletRequest request, Supplier<String> act) {
        try {
            Notices.next(request, Notice.done(act.get()));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            Notices.next(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
        }
        return new RedirectView(place.base() + "/approvals/" + MembersScreen.id(approval));
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
