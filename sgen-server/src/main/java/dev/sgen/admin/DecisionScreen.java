package dev.sgen.admin;

import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Promoting;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.Publishing;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
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

/** Reviews an action before it is taken, and takes it: one page, one use case. */
@Controller
class DecisionScreen {
    private final Views views;
    private final Decisions decisions;
    private final Outcomes outcomes;
    private final Reading reading;
    private final Publishing publishing;
    private final Promoting promoting;
    private final Selection selection;

    DecisionScreen(
            Views views,
            Decisions decisions,
            Outcomes outcomes,
            Reading reading,
            Publishing publishing,
            Promoting promoting,
            Selection selection) {
        this.views = views;
        this.decisions = decisions;
        this.outcomes = outcomes;
        this.reading = reading;
        this.publishing = publishing;
        this.promoting = promoting;
        this.selection = selection;
    }

    @GetMapping("/admin/sites/{site}/{env}/decide/{verb}")
    View review(
            Place place,
            @PathVariable String verb,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String action,
            HttpServletRequest request) {
        Selection.Chosen chosen = selection.of(request, place);
        ScheduleAsk.Typed typed = new ScheduleAsk.Typed(at, action, null);
        return views.show("decision", decisions.of(request, place, Verb.of(verb), chosen, typed, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/decide/{verb}")
    View decide(
            Place place,
            @PathVariable("verb") String word,
            @RequestParam(defaultValue = "") String overwrite,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String instant,
            @RequestParam(defaultValue = "publish") String action,
            HttpServletRequest request) {
        Verb verb = Verb.of(word);
        Selection.Chosen chosen = selection.of(request, place);
        List<RecordId> records = chosen.ids();
        ScheduleAsk.Typed typed = new ScheduleAsk.Typed(at, action, instant);
        try {
            Notice notice = act(place, verb, records, overwrite, typed);
            Notices.next(request, notice);
            return new RedirectView(outcomes.next(place, verb, records));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            return views.show("decision", decisions.of(request, place, verb, chosen, typed, refused.refusal()), 409);
        }
    }

    /** What a typed moment means, while it is being typed. */
    @GetMapping("/admin/sites/{site}/{env}/decide/schedule/when")
    View when(Place place, @RequestParam(defaultValue = "") String at) {
        return views.show("when", new WhenPage(ScheduleWords.when(place.times(), at)));
    }

    private Notice act(Place place, Verb verb, List<RecordId> ids, String overwrite, ScheduleAsk.Typed typed) {
        var site = place.siteId();
        var environment = place.environment();
        var actor = place.actor();
        List<SiteRecord> before = reading.all(actor, site, environment, ids);
        switch (verb) {
            case PUBLISH -> publishing.publish(actor, site, environment, ids);
            case UNPUBLISH -> publishing.unpublish(actor, site, environment, ids);
            case ARCHIVE -> publishing.archive(actor, site, environment, ids);
            case REVIVE -> publishing.revive(actor, site, environment, ids);
            case DELETE -> publishing.delete(actor, site, environment, ids);
            case CANCEL_SCHEDULE -> publishing.cancelSchedule(actor, site, environment, ids);
            case SCHEDULE -> {
                Instant moment = ScheduleWords.moment(place.times(), typed);
                Schedule.Action what = typed.what();
                publishing.schedule(actor, site, environment, ids, what, moment);
                return outcomes.scheduled(place, before, what, moment);
            }
            case PROMOTE -> {
                OnDrift onDrift = overwrite.equals("yes") ? OnDrift.OVERWRITE : OnDrift.REFUSE;
                Promotion done = promoting.promote(actor, site, ids, onDrift);
                return outcomes.promoted(place, before, done);
            }
        }
        return outcomes.of(place, verb, before);
    }

    static Environment affected(Place place, Verb verb) {
        return verb == Verb.PROMOTE ? Environment.LIVE : place.environment();
    }
}
