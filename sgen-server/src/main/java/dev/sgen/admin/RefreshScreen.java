package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.Choices;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.Refreshing;
import dev.sgen.publishing.SiteRecord;
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

/** Pulls live into staging: tried first and shown, then done, and undone with one click (DRIFT-4, DRIFT-9). */
@Controller
class RefreshScreen {
    static final int SHOWN = 100;
    private static final Set<String> NEVER = Set.of("automation", "integration");

    private final Views views;
    private final Frames frames;
    private final Refreshing refreshing;
    private final Reading reading;
    private final ContentTypes types;
    private final Selection selection;
    private final Cards cards;

    RefreshScreen(
            Views views,
            Frames frames,
            Refreshing refreshing,
            Reading reading,
            ContentTypes types,
            Selection selection,
            Cards cards) {
        this.views = views;
        this.frames = frames;
        this.refreshing = refreshing;
        this.reading = reading;
        this.types = types;
        this.selection = selection;
        this.cards = cards;
    }

    /** What the address or the form asks for. */
    private record Wish(Refreshing.Asked asked, List<HiddenField> fields, boolean named, Set<String> types) {}

    @GetMapping("/admin/sites/{site}/{env}/refresh")
    View review(Place place, HttpServletRequest request) {
        return show(request, place, wish(request, place), 200);
    }

    @PostMapping("/admin/sites/{site}/{env}/refresh")
    View refresh(Place place, HttpServletRequest request) {
        Wish wish = wish(request, place);
        try {
            Refresh done = refreshing.refresh(place.actor(), place.siteId(), wish.asked());
            Notices.next(request, told(place, done));
            return new RedirectView(place.base() + "/changes");
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            // What moved meanwhile is shown as it is now, and decided anew.
            boolean overtaken = refused.refusal() instanceof PublishingRefusal.MovedSince;
            return show(request, place, overtaken ? fresh(wish) : wish, 409);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/refresh/{entry}/undo")
    View undo(Place place, @PathVariable String entry, HttpServletRequest request) {
        Refresh.Undone undone = refreshing.undo(place.actor(), place.siteId(), entry);
        String left = undone.left().isEmpty()
                ? ""
                : " " + Words.count(undone.left().size(), "record") + " changed since and stay as they are: "
                        + undone.left().stream()
                                .limit(5)
                                .map(l -> "“" + l.title() + "”")
                                .collect(Collectors.joining(", "))
                        + (undone.left().size() > 5 ? " and more." : ".");
        Notices.next(
                request,
                Notice.done("Refresh undone: " + Words.count(undone.records().size(), "record")
                                + " on staging as before." + left)
                        .linked("See the entry", place.base() + "/audit/" + undone.entry()));
        return new RedirectView(place.base() + "/changes");
    }

    private static Wish fresh(Wish wish) {
        Refreshing.Asked a = wish.asked();
        return new Wish(
                new Refreshing.Asked(a.records(), a.types(), a.onConflict(), a.everything(), false, Choices.NONE),
                wish.fields(),
                wish.named(),
                wish.types());
    }

    private Wish wish(HttpServletRequest request, Place place) {
        boolean named = request.getParameter("record") != null || "all".equals(request.getParameter("match"));
        boolean everything = "yes".equals(request.getParameter("everything"));
        boolean confirmed = "yes".equals(request.getParameter("confirm"));
        Choices choices = Cards.read(request.getParameterMap());
        List<HiddenField> fields = new ArrayList<>();
        if (everything) {
            fields.add(new HiddenField("everything", "yes"));
        }
        if (named) {
            Selection.Chosen chosen = selection.of(request, place);
            fields.addAll(chosen.fields());
            return new Wish(
                    new Refreshing.Asked(chosen.ids(), null, OnConflict.MERGE, everything, confirmed, choices),
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
                new Refreshing.Asked(null, wanted, OnConflict.MERGE, everything, confirmed, choices),
                fields,
                false,
                wanted == null ? Set.of() : Set.copyOf(wanted));
    }

    private View show(HttpServletRequest request, Place place, Wish wish, int status) {
        Refresh tried;
        try {
            tried = refreshing.preview(place.actor(), place.siteId(), withoutPicks(wish));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal) && !(refused.refusal() instanceof BadRequest)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused("It can’t be refreshed like this: "
                            + place.times().inWords(refused.refusal().detail())));
            tried = new Refresh(false, null, List.of(), List.of(), List.of(), 0);
        }
        return views.show("cross", page(request, place, wish, tried), status);
    }

    /** Every difference is shown, the decided ones too, so that they can be decided otherwise. */
    private static Refreshing.Asked withoutPicks(Wish wish) {
        Refreshing.Asked a = wish.asked();
        return new Refreshing.Asked(a.records(), a.types(), a.onConflict(), a.everything(), false, Choices.NONE);
    }

    private CrossPage page(HttpServletRequest request, Place place, Wish wish, Refresh tried) {
        List<Refresh.Step> moving =
                tried.records().stream().filter(s -> s.outcome().moves()).toList();
        int touched = moving.size() + tried.undecided().size();
        String what = Words.count(touched, "record");
        Map<RecordId, SiteRecord> now = reading
                .all(
                        place.actor(),
                        place.siteId(),
                        Environment.STAGING,
                        tried.undecided().stream()
                                .map(PublishingRefusal.BothMoved.Apart::record)
                                .toList())
                .stream()
                .collect(Collectors.toMap(SiteRecord::id, Function.identity()));
        String staging = frames.hostOf(place, Environment.STAGING);
        return new CrossPage(
                frames.inside(request, place, "changes"),
                true,
                "Refresh staging",
                touched == 0
                        ? "Nothing on live is newer than what staging has seen."
                        : "Bring what live shows to " + staging + ": " + what + ". Live stays as it is.",
                touched == 0 ? "" : "Refresh " + what + " on staging now",
                touched > 0,
                place.base() + "/refresh",
                place.base() + "/changes",
                wish.fields(),
                moving.stream().limit(SHOWN).map(s -> item(place, s)).toList(),
                Math.max(0, moving.size() - SHOWN),
                tried.lost().stream().map(l -> lost(place, l)).toList(),
                tried.undecided().stream()
                        .limit(SHOWN)
                        .map(a -> cards.of(
                                place, a, now.get(a.record()), wish.asked().choices()))
                        .toList(),
                consequences(tried),
                wish.named() ? List.of() : scope(place, wish.types()),
                wish.asked().everything(),
                wish.asked().everything() && !tried.lost().isEmpty()
                        ? "Replace the staging work of "
                                + Words.count(tried.lost().size(), "record")
                                + " named above. Its versions stay in the history."
                        : null);
    }

    private List<CrossPage.Choice> scope(Place place, Set<String> ticked) {
        return types.all(place.siteId()).stream()
                .filter(t -> !NEVER.contains(t.key()))
                .map(t -> new CrossPage.Choice(
                        t.key(),
                        Words.plural(t),
                        ticked.isEmpty() ? !t.key().equals("settings") : ticked.contains(t.key())))
                .toList();
    }

    private DecisionPage.Item item(Place place, Refresh.Step step) {
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
        return new DecisionPage.Item(
                step.title(),
                typeName(place, step.type()),
                place.base() + "/record/" + step.record(),
                null,
                step.carried() ? effect + ", because it is used" : effect,
                null);
    }

    private DecisionPage.Item lost(Place place, Refresh.Lost lost) {
        return new DecisionPage.Item(
                lost.title(),
                typeName(place, lost.type()),
                place.base() + "/record/" + lost.record() + "/history",
                null,
                lost.work().stream()
                        .map(w -> switch (w.what()) {
                            case "published" -> "v" + w.version() + ", published on staging by " + w.by();
                            case "schedule" ->
                                "its schedule for " + place.times().moment(w.at());
                            default -> "v" + w.version() + ", saved by " + w.by() + " and not published";
                        })
                        .collect(Collectors.joining("; ")),
                null);
    }

    private String typeName(Place place, String key) {
        ContentType type = types.require(place.siteId(), key);
        return type.name();
    }

    private static List<DecisionPage.Consequence> consequences(Refresh tried) {
        List<DecisionPage.Consequence> lines = new ArrayList<>();
        if (tried.kept() > 0) {
            lines.add(new DecisionPage.Consequence(
                    "circle-dashed",
                    Words.count(tried.kept(), "record") + " that only staging changed "
                            + (tried.kept() == 1 ? "stays as it is." : "stay as they are.")));
        }
        lines.add(new DecisionPage.Consequence(
                "lock",
                "Visitors of live notice nothing. Schedules, endpoints and what visitors sent don’t come along."));
        lines.add(new DecisionPage.Consequence(
                "arrow-back-up", "To go back: undo it, for every record that nobody has changed since."));
        lines.add(new DecisionPage.Consequence("list-search", "One audit entry records it, with your name."));
        return lines;
    }

    private static Notice told(Place place, Refresh done) {
        long moved = done.records().stream().filter(s -> s.outcome().moves()).count();
        String entry = done.entry();
        if (entry == null) {
            return Notice.done("Nothing had to be refreshed: staging has seen all that live shows.");
        }
        return Notice.done(Words.count((int) moved, "record") + " refreshed on staging from live.")
                .linked("See the entry", place.base() + "/audit/" + entry)
                .undoneBy(place.base() + "/refresh/" + entry + "/undo");
    }
}
