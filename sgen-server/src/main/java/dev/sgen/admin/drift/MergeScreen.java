package dev.sgen.admin.drift;

import dev.sgen.admin.review.CrossingReviewPage;
import dev.sgen.admin.review.OutcomeMessages;
import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.review.ReviewWords;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PickedSide;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Controller for promoting records that changed on live too: changes that don't conflict are merged automatically,
 * conflicts are decided by the operator (DRIFT-11).
 */
@Controller
class MergeScreen {
    private final Views views;
    private final PageShells pageShells;
    private final Promoting promoting;
    private final RecordReading recordReading;
    private final ContentTypes types;
    private final Selection selection;
    private final OutcomeMessages outcomeMessages;
    private final MergeForm mergeForm;

    MergeScreen(
            Views views,
            PageShells pageShells,
            Promoting promoting,
            RecordReading recordReading,
            ContentTypes types,
            Selection selection,
            OutcomeMessages outcomeMessages,
            MergeForm mergeForm) {
        this.views = views;
        this.pageShells = pageShells;
        this.promoting = promoting;
        this.recordReading = recordReading;
        this.types = types;
        this.selection = selection;
        this.outcomeMessages = outcomeMessages;
        this.mergeForm = mergeForm;
    }

    @GetMapping("/admin/sites/{site}/{env}/merge")
    View review(AdminContext context, HttpServletRequest request) {
        return show(request, context, selection.of(request, context), ConflictResolutions.NONE, 200);
    }

    @PostMapping("/admin/sites/{site}/{env}/merge")
    View merge(AdminContext context, HttpServletRequest request) {
        Selection.Chosen chosen = selection.of(request, context);
        ConflictResolutions resolutions = MergeForm.read(request.getParameterMap());
        List<SiteRecord> before =
                recordReading.all(context.actor(), context.siteId(), Environment.STAGING, chosen.ids());
        try {
            List<RecordId> going = chosen.ids().stream()
                    .filter(id -> whole(resolutions, id) != PickedSide.LIVE)
                    .toList();
            if (going.isEmpty()) {
                throw new Refused(new BadRequest("Live keeps all of them, so there is nothing to promote."));
            }
            Promotion done = promoting.promote(
                    context.actor(), context.siteId(), going, OnDrift.MERGE, withoutKept(resolutions));
            FlashMessages.next(request, outcomeMessages.promoted(context, before, done));
            return new RedirectView(context.base() + "/changes");
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            boolean overtaken = refused.refusal() instanceof PublishingRefusal.MovedSince;
            return show(request, context, chosen, overtaken ? ConflictResolutions.NONE : resolutions, 409);
        }
    }

    private static @org.jspecify.annotations.Nullable PickedSide whole(ConflictResolutions resolutions, RecordId id) {
        return resolutions.picks().getOrDefault(id, Map.of()).get(ConflictResolutions.WHOLE);
    }

    /** Removes the choices of records for which live was chosen as a whole: they are not promoted. */
    private static ConflictResolutions withoutKept(ConflictResolutions resolutions) {
        Map<RecordId, Map<String, PickedSide>> pickedSides = new LinkedHashMap<>(resolutions.picks());
        pickedSides.keySet().removeIf(id -> whole(resolutions, id) == PickedSide.LIVE);
        Map<RecordId, ConflictResolutions.Seen> seen = new LinkedHashMap<>(resolutions.seen());
        return new ConflictResolutions(pickedSides, seen);
    }

    private View show(
            HttpServletRequest request,
            AdminContext context,
            Selection.Chosen chosen,
            ConflictResolutions resolutions,
            int status) {
        Promotion tried;
        try {
            tried = promoting.preview(context.actor(), context.siteId(), chosen.ids(), OnDrift.REFUSE);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused("Nothing can be promoted like this: "
                            + context.times().inWords(refused.refusal().detail())));
            tried = new Promotion(false, List.of(), List.of(), List.of(), List.of());
        }
        return views.show("review/crossing", page(request, context, chosen, tried, resolutions), status);
    }

    private CrossingReviewPage page(
            HttpServletRequest request,
            AdminContext context,
            Selection.Chosen chosen,
            Promotion tried,
            ConflictResolutions resolutions) {
        Map<RecordId, SiteRecord> now =
                recordReading.all(context.actor(), context.siteId(), Environment.STAGING, chosen.ids()).stream()
                        .collect(Collectors.toMap(SiteRecord::id, Function.identity()));
        String host = pageShells.hostOf(context, Environment.LIVE);
        int all = tried.records().size() + tried.drifted().size();
        String what = all == 1 && !tried.drifted().isEmpty()
                ? "“" + tried.drifted().getFirst().title() + "”"
                : AdminWords.count(all, "record");
        return new CrossingReviewPage(
                pageShells.inside(request, context, "changes"),
                false,
                "Merge and promote",
                tried.drifted().isEmpty()
                        ? "Promote " + what + " from staging to " + host
                                + ". Live hasn’t changed since you last agreed."
                        : "Merge what live changed into " + what + ", and promote it to " + host
                                + ". Visitors see it at once; staging gets the merged version too.",
                "Merge and promote " + what + " to " + host + " now",
                all > 0,
                context.base() + "/merge",
                context.base() + "/changes",
                chosen.fields(),
                tried.records().stream()
                        .limit(RefreshScreen.SHOWN)
                        .map(s -> item(context, s))
                        .toList(),
                Math.max(0, tried.records().size() - RefreshScreen.SHOWN),
                List.of(),
                tried.drifted().stream()
                        .limit(RefreshScreen.SHOWN)
                        .map(m -> mergeForm.of(context, m, Objects.requireNonNull(now.get(m.record())), resolutions))
                        .toList(),
                ReviewWords.promoteConsequences(tried.records(), host),
                List.of(),
                false,
                null);
    }

    private ReviewPage.Item item(AdminContext context, Promotion.Step step) {
        List<String> effect = new ArrayList<>();
        effect.add(
                step.replaces() == null
                        ? "v" + step.version() + " is new on live"
                        : "v" + step.version() + " replaces v" + step.replaces());
        if (step.carriedFor()) {
            effect.add("because it is used");
        }
        return new ReviewPage.Item(
                step.title(),
                types.require(context.siteId(), step.type()).name(),
                context.base() + "/record/" + step.record(),
                null,
                String.join(", ", effect),
                step.left() == null ? null : "v" + step.left() + " isn’t published on staging; it stays behind");
    }
}
