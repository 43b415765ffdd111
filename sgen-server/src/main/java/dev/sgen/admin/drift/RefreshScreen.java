package dev.sgen.admin.drift;

import dev.sgen.admin.review.CrossingReviewPage;
import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.refresh.Refreshing;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller for refreshing staging from live: shows a preview, executes it, and undoes it (DRIFT-4, DRIFT-9). */
@Controller
class RefreshScreen {
    static final int SHOWN = 100;
    private static final Set<String> NEVER = Set.of("automation", "integration");

    private final Views views;
    private final PageShells pageShells;
    private final Refreshing refreshing;
    private final RecordReading recordReading;
    private final ContentTypes types;
    private final Selection selection;
    private final MergeForm mergeForm;

    RefreshScreen(
            Views views,
            PageShells pageShells,
            Refreshing refreshing,
            RecordReading recordReading,
            ContentTypes types,
            Selection selection,
            MergeForm mergeForm) {
        this.views = views;
        this.pageShells = pageShells;
        this.refreshing = refreshing;
        this.recordReading = recordReading;
        this.types = types;
        this.selection = selection;
        this.mergeForm = mergeForm;
    }

    /**
     * The parsed parameters of a request.
     *
     * @param fields hidden fields that repeat the parameters
     * @param named whether records were selected, as opposed to content types
     */
    private record Wish(Refreshing.Asked asked, List<HiddenField> fields, boolean named, Set<String> types) {}

    @GetMapping("/admin/sites/{site}/{env}/refresh")
    View review(AdminContext context, HttpServletRequest request) {
        return show(request, context, wish(request, context), 200);
    }

    @PostMapping("/admin/sites/{site}/{env}/refresh")
    View refresh(AdminContext context, HttpServletRequest request) {
        Wish wish = wish(request, context);
        try {
            Refresh done = refreshing.refresh(context.actor(), context.siteId(), wish.asked());
            FlashMessages.next(request, told(context, done));
            return new RedirectView(context.base() + "/changes");
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            // Records that changed meanwhile are shown in their present state, without the earlier choices.
            boolean overtaken = refused.refusal() instanceof PublishingRefusal.MovedSince;
            return show(request, context, overtaken ? fresh(wish) : wish, 409);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/refresh/{entry}/undo")
    View undo(AdminContext context, @PathVariable String entry, HttpServletRequest request) {
        Refresh.Undone undone = refreshing.undo(context.actor(), context.siteId(), entry);
        String left = undone.left().isEmpty()
                ? ""
                : " " + AdminWords.count(undone.left().size(), "record") + " changed since and stay as they are: "
                        + undone.left().stream()
                                .limit(5)
                                .map(l -> "“" + l.title() + "”")
                                .collect(Collectors.joining(", "))
                        + (undone.left().size() > 5 ? " and more." : ".");
        FlashMessages.next(
                request,
                FlashMessage.done("Refresh undone: "
                                + AdminWords.count(undone.records().size(), "record") + " on staging as before." + left)
                        .linked("See the entry", context.base() + "/audit/" + undone.entry()));
        return new RedirectView(context.base() + "/changes");
    }

    private static Wish fresh(Wish wish) {
        Refreshing.Asked a = wish.asked();
        return new Wish(
                new Refreshing.Asked(
                        a.records(), a.types(), a.onConflict(), a.everything(), false, ConflictResolutions.NONE),
                wish.fields(),
                wish.named(),
                wish.types());
    }

    private Wish wish(HttpServletRequest request, AdminContext context) {
        boolean named = request.getParameter("record") != null || "all".equals(request.getParameter("match"));
        boolean everything = "yes".equals(request.getParameter("everything"));
        boolean confirmed = "yes".equals(request.getParameter("confirm"));
        ConflictResolutions resolutions = MergeForm.read(request.getParameterMap());
        List<HiddenField> fields = new ArrayList<>();
        if (everything) {
            fields.add(new HiddenField("everything", "yes"));
        }
        if (named) {
            Selection.Chosen chosen = selection.of(request, context);
            fields.addAll(chosen.fields());
            return new Wish(
                    new Refreshing.Asked(chosen.ids(), null, OnConflict.MERGE, everything, confirmed, resolutions),
                    fields,
                    true,
                    Set.of());
        }
        String[] ticked = request.getParameterValues("type");
        List<String> wanted = ticked == null ? null : List.of(ticked);
        if (wanted != null) {
            wanted.forEach(t -> fields.add(new HiddenField("type", t)));
        }
        return new Wish(
                new Refreshing.Asked(null, wanted, OnConflict.MERGE, everything, confirmed, resolutions),
                fields,
                false,
                wanted == null ? Set.of() : Set.copyOf(wanted));
    }

    private View show(HttpServletRequest request, AdminContext context, Wish wish, int status) {
        Refresh tried;
        try {
            tried = refreshing.preview(context.actor(), context.siteId(), withoutPicks(wish));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused("It can’t be refreshed like this: "
                            + context.times().inWords(refused.refusal().detail())));
            tried = new Refresh(false, null, List.of(), List.of(), List.of(), 0);
        }
        return views.show("review/crossing", page(request, context, wish, tried), status);
    }

    /** Without the choices made so far, so that the preview lists decided conflicts again and they can be changed. */
    private static Refreshing.Asked withoutPicks(Wish wish) {
        Refreshing.Asked a = wish.asked();
        return new Refreshing.Asked(
                a.records(), a.types(), a.onConflict(), a.everything(), false, ConflictResolutions.NONE);
    }

    private CrossingReviewPage page(HttpServletRequest request, AdminContext context, Wish wish, Refresh tried) {
        List<Refresh.Step> moving =
                tried.records().stream().filter(s -> s.outcome().moves()).toList();
        int touched = moving.size() + tried.undecided().size();
        String what = AdminWords.count(touched, "record");
        Map<RecordId, SiteRecord> now = recordReading
                .all(
                        context.actor(),
                        context.siteId(),
                        Environment.STAGING,
                        tried.undecided().stream()
                                .map(PublishingRefusal.BothMoved.Apart::record)
                                .toList())
                .stream()
                .collect(Collectors.toMap(SiteRecord::id, Function.identity()));
        String staging = pageShells.hostOf(context, Environment.STAGING);
        return new CrossingReviewPage(
                pageShells.inside(request, context, "changes"),
                true,
                "Refresh staging",
                touched == 0
                        ? "Nothing on live is newer than what staging has seen."
                        : "Bring what live shows to " + staging + ": " + what + ". Live stays as it is.",
                touched == 0 ? "" : "Refresh " + what + " on staging now",
                touched > 0,
                context.base() + "/refresh",
                context.base() + "/changes",
                wish.fields(),
                moving.stream().limit(SHOWN).map(s -> item(context, s)).toList(),
                Math.max(0, moving.size() - SHOWN),
                tried.lost().stream().map(l -> lost(context, l)).toList(),
                tried.undecided().stream()
                        .limit(SHOWN)
                        .map(a -> mergeForm.of(
                                context, a, now.get(a.record()), wish.asked().choices()))
                        .toList(),
                consequences(tried),
                wish.named() ? List.of() : scope(context, wish.types()),
                wish.asked().everything(),
                wish.asked().everything() && !tried.lost().isEmpty()
                        ? "Replace the staging work of "
                                + AdminWords.count(tried.lost().size(), "record")
                                + " named above. Its versions stay in the history."
                        : null);
    }

    private List<CrossingReviewPage.Choice> scope(AdminContext context, Set<String> ticked) {
        return types.all(context.siteId()).stream()
                .filter(t -> !NEVER.contains(t.key()))
                .map(t -> new CrossingReviewPage.Choice(
                        t.key(),
                        AdminWords.plural(t),
                        ticked.isEmpty() ? !t.key().equals("settings") : ticked.contains(t.key())))
                .toList();
    }

    private ReviewPage.Item item(AdminContext context, Refresh.Step step) {
        String effect = switch (step.outcome()) {
            case TAKEN ->
                "v" + step.version() + " from live" + (step.replaced() == null ? "" : " for v" + step.replaced());
            case APPEARED -> "stands on live only; comes to staging" + (step.version() == null ? " as a draft" : "");
            case MERGED -> "staging’s and live’s changes join in a new version";
            case UNPUBLISHED -> "was unpublished on live; becomes a draft on staging";
            case ARCHIVED -> "was archived on live; is archived on staging";
            case DELETED -> "was deleted on live; leaves staging, its versions stay recoverable";
            case KEPT, SAME, LEFT_OUT -> "stays";
        };
        return new ReviewPage.Item(
                step.title(),
                typeName(context, step.type()),
                context.base() + "/record/" + step.record(),
                null,
                step.carried() ? effect + ", because it is used" : effect,
                null);
    }

    private ReviewPage.Item lost(AdminContext context, Refresh.Lost lost) {
        return new ReviewPage.Item(
                lost.title(),
                typeName(context, lost.type()),
                context.base() + "/record/" + lost.record() + "/history",
                null,
                lost.work().stream()
                        .map(w -> switch (w.what()) {
                            case "published" -> "v" + w.version() + ", published on staging by " + w.by();
                            case "schedule" ->
                                "its schedule for " + context.times().moment(w.at());
                            default -> "v" + w.version() + ", saved by " + w.by() + " and not published";
                        })
                        .collect(Collectors.joining("; ")),
                null);
    }

    private String typeName(AdminContext context, String key) {
        ContentType type = types.require(context.siteId(), key);
        return type.name();
    }

    private static List<ReviewPage.Consequence> consequences(Refresh tried) {
        List<ReviewPage.Consequence> lines = new ArrayList<>();
        if (tried.kept() > 0) {
            lines.add(new ReviewPage.Consequence(
                    "circle-dashed",
                    AdminWords.count(tried.kept(), "record") + " that only staging changed "
                            + (tried.kept() == 1 ? "stays as it is." : "stay as they are.")));
        }
        lines.add(new ReviewPage.Consequence(
                "lock",
                "Visitors of live notice nothing. Schedules, endpoints and what visitors sent don’t come along."));
        lines.add(new ReviewPage.Consequence(
                "arrow-back-up", "To go back: undo it, for every record that nobody has changed since."));
        lines.add(new ReviewPage.Consequence("list-search", "One audit entry records it, with your name."));
        return lines;
    }

    private static FlashMessage told(AdminContext context, Refresh done) {
        long moved = done.records().stream().filter(s -> s.outcome().moves()).count();
        String entry = done.entry();
        if (entry == null) {
            return FlashMessage.done("Nothing had to be refreshed: staging has seen all that live shows.");
        }
        return FlashMessage.done(AdminWords.count((int) moved, "record") + " refreshed on staging from live.")
                .linked("See the entry", context.base() + "/audit/" + entry)
                .undoneBy(context.base() + "/refresh/" + entry + "/undo");
    }
}
