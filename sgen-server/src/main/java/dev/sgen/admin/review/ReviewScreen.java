package dev.sgen.admin.review;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.Verb;
import dev.sgen.admin.shell.Views;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller that shows the review of an operation and executes it. Each operation calls one use case. */
@Controller
class ReviewScreen {
    private final Views views;
    private final ReviewPageBuilder reviewPageBuilder;
    private final OutcomeMessages outcomeMessages;
    private final RecordReading recordReading;
    private final Publishing publishing;
    private final Promoting promoting;
    private final Selection selection;

    ReviewScreen(
            Views views,
            ReviewPageBuilder reviewPageBuilder,
            OutcomeMessages outcomeMessages,
            RecordReading recordReading,
            Publishing publishing,
            Promoting promoting,
            Selection selection) {
        this.views = views;
        this.reviewPageBuilder = reviewPageBuilder;
        this.outcomeMessages = outcomeMessages;
        this.recordReading = recordReading;
        this.publishing = publishing;
        this.promoting = promoting;
        this.selection = selection;
    }

    @GetMapping("/admin/sites/{site}/{env}/decide/{verb}")
    View review(
            AdminContext context,
            @PathVariable String verb,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String action,
            HttpServletRequest request) {
        Selection.Chosen chosen = selection.of(request, context);
        ScheduleQuestion.Typed typed = new ScheduleQuestion.Typed(at, action, null);
        return views.show("review/review", reviewPageBuilder.of(request, context, Verb.of(verb), chosen, typed, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/decide/{verb}")
    View decide(
            AdminContext context,
            @PathVariable("verb") String word,
            @RequestParam(defaultValue = "") String overwrite,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String instant,
            @RequestParam(defaultValue = "publish") String action,
            HttpServletRequest request) {
        Verb verb = Verb.of(word);
        Selection.Chosen chosen = selection.of(request, context);
        List<RecordId> records = chosen.ids();
        ScheduleQuestion.Typed typed = new ScheduleQuestion.Typed(at, action, instant);
        try {
            FlashMessage flashMessage = act(context, verb, records, overwrite, typed);
            FlashMessages.next(request, flashMessage);
            return new RedirectView(outcomeMessages.next(context, verb, records));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            return views.show(
                    "review/review",
                    reviewPageBuilder.of(request, context, verb, chosen, typed, refused.refusal()),
                    409);
        }
    }

    /** Says what a typed moment means; called while the operator types. */
    @GetMapping("/admin/sites/{site}/{env}/decide/schedule/when")
    View when(AdminContext context, @RequestParam(defaultValue = "") String at) {
        return views.show("review/moment", new MomentPage(ScheduleWords.when(context.times(), at)));
    }

    private FlashMessage act(
            AdminContext context, Verb verb, List<RecordId> ids, String overwrite, ScheduleQuestion.Typed typed) {
        var site = context.siteId();
        var environment = context.environment();
        var actor = context.actor();
        List<SiteRecord> before = recordReading.all(actor, site, environment, ids);
        switch (verb) {
            case PUBLISH -> publishing.publish(actor, site, environment, ids);
            case UNPUBLISH -> publishing.unpublish(actor, site, environment, ids);
            case ARCHIVE -> publishing.archive(actor, site, environment, ids);
            case REVIVE -> publishing.revive(actor, site, environment, ids);
            case DELETE -> publishing.delete(actor, site, environment, ids);
            case CANCEL_SCHEDULE -> publishing.cancelSchedule(actor, site, environment, ids);
            case SCHEDULE -> {
                Instant moment = ScheduleWords.moment(context.times(), typed);
                Schedule.Action what = typed.what();
                publishing.schedule(actor, site, environment, ids, what, moment);
                return outcomeMessages.scheduled(context, before, what, moment);
            }
            case PROMOTE -> {
                OnDrift onDrift = overwrite.equals("yes") ? OnDrift.OVERWRITE : OnDrift.REFUSE;
                Promotion done = promoting.promote(actor, site, ids, onDrift);
                return outcomeMessages.promoted(context, before, done);
            }
        }
        return outcomeMessages.of(context, verb, before);
    }

    static Environment affected(AdminContext context, Verb verb) {
        return verb == Verb.PROMOTE ? Environment.LIVE : context.environment();
    }
}
