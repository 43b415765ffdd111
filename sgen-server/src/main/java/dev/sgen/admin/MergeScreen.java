package dev.sgen.admin;

import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.Choices;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Pick;
import dev.sgen.publishing.Promoting;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
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

/** Promotes records that live changed too: what doesn't conflict merges by itself, the rest is picked (DRIFT-11). */
@Controller
class MergeScreen {
    private final Views views;
    private final Frames frames;
    private final Promoting promoting;
    private final Reading reading;
    private final ContentTypes types;
    private final Selection selection;
    private final Outcomes outcomes;
    private final Cards cards;

    MergeScreen(
            Views views,
            Frames frames,
            Promoting promoting,
            Reading reading,
            ContentTypes types,
            Selection selection,
            Outcomes outcomes,
            Cards cards) {
        this.views = views;
        this.frames = frames;
        this.promoting = promoting;
        this.reading = reading;
        this.types = types;
        this.selection = selection;
        this.outcomes = outcomes;
        this.cards = cards;
    }

    @GetMapping("/admin/sites/{site}/{env}/merge")
    View review(Place place, HttpServletRequest request) {
        return show(request, place, selection.of(request, place), Choices.NONE, 200);
    }

    @PostMapping("/admin/sites/{site}/{env}/merge")
    View merge(Place place, HttpServletRequest request) {
        Selection.Chosen chosen = selection.of(request, place);
        Choices choices = Cards.read(request.getParameterMap());
        List<SiteRecord> before = reading.all(place.actor(), place.siteId(), Environment.STAGING, chosen.ids());
        try {
            List<RecordId> going = chosen.ids().stream()
                    .filter(id -> whole(choices, id) != Pick.LIVE)
                    .toList();
            if (going.isEmpty()) {
                throw new Refused(new BadRequest("Live keeps all of them, so there is nothing to promote."));
            }
            Promotion done =
                    promoting.promote(place.actor(), place.siteId(), going, OnDrift.MERGE, withoutKept(choices));
            Notices.next(request, outcomes.promoted(place, before, done));
            return new RedirectView(place.base() + "/changes");
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            boolean overtaken = refused.refusal() instanceof PublishingRefusal.MovedSince;
            return show(request, place, chosen, overtaken ? Choices.NONE : choices, 409);
        }
    }

    private static @org.jspecify.annotations.Nullable Pick whole(Choices choices, RecordId id) {
        return choices.picks().getOrDefault(id, Map.of()).get(Choices.WHOLE);
    }

    /** A record that stays on live as it is simply doesn't go. */
    private static Choices withoutKept(Choices choices) {
        Map<RecordId, Map<String, Pick>> picks = new LinkedHashMap<>(choices.picks());
        picks.keySet().removeIf(id -> whole(choices, id) == Pick.LIVE);
        Map<RecordId, Choices.Seen> seen = new LinkedHashMap<>(choices.seen());
        return new Choices(picks, seen);
    }

    private View show(HttpServletRequest request, Place place, Selection.Chosen chosen, Choices choices, int status) {
        Promotion tried;
        try {
            tried = promoting.preview(place.actor(), place.siteId(), chosen.ids(), OnDrift.REFUSE);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused("Nothing can be promoted like this: "
                            + place.times().inWords(refused.refusal().detail())));
            tried = new Promotion(false, List.of(), List.of(), List.of(), List.of());
        }
        return views.show("cross", page(request, place, chosen, tried, choices), status);
    }

    private CrossPage page(
            HttpServletRequest request, Place place, Selection.Chosen chosen, Promotion tried, Choices choices) {
        Map<RecordId, SiteRecord> now =
                reading.all(place.actor(), place.siteId(), Environment.STAGING, chosen.ids()).stream()
                        .collect(Collectors.toMap(SiteRecord::id, Function.identity()));
        String host = frames.hostOf(place, Environment.LIVE);
        int all = tried.records().size() + tried.drifted().size();
        String what = all == 1 && !tried.drifted().isEmpty()
                ? "“" + tried.drifted().getFirst().title() + "”"
                : Words.count(all, "record");
        return new CrossPage(
                frames.inside(request, place, "changes"),
                false,
                "Merge and promote",
                tried.drifted().isEmpty()
                        ? "Promote " + what + " from staging to " + host
                                + ". Live hasn’t changed since you last agreed."
                        : "Merge what live changed into " + what + ", and promote it to " + host
                                + ". Visitors see it at once; staging gets the merged version too.",
                "Merge and promote " + what + " to " + host + " now",
                all > 0,
                place.base() + "/merge",
                place.base() + "/changes",
                chosen.fields(),
                tried.records().stream()
                        .limit(RefreshScreen.SHOWN)
                        .map(s -> item(place, s))
                        .toList(),
                Math.max(0, tried.records().size() - RefreshScreen.SHOWN),
                List.of(),
                tried.drifted().stream()
                        .limit(RefreshScreen.SHOWN)
                        .map(m -> cards.of(place, m, Objects.requireNonNull(now.get(m.record())), choices))
                        .toList(),
                DecisionWords.promoteConsequences(tried.records(), host),
                List.of(),
                false,
                null);
    }

    private DecisionPage.Item item(Place place, Promotion.Step step) {
        List<String> effect = new ArrayList<>();
        effect.add(
                step.replaces() == null
                        ? "v" + step.version() + " is new on live"
                        : "v" + step.version() + " replaces v" + step.replaces());
        if (step.carriedFor()) {
            effect.add("because it is used");
        }
        return new DecisionPage.Item(
                step.title(),
                types.require(place.siteId(), step.type()).name(),
                place.base() + "/record/" + step.record(),
                null,
                String.join(", ", effect),
                step.left() == null ? null : "v" + step.left() + " isn’t published on staging; it stays behind");
    }
}
