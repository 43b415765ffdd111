package dev.sgen.admin;

import dev.sgen.content.InvalidContent;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Tagging;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Changes the tags of a selection: what it has is shown, what is added is typed, nothing becomes visible. */
@Controller
class TagsScreen {
    private final Views views;
    private final Frames frames;
    private final Selection selection;
    private final Reading reading;
    private final Tagging tagging;

    TagsScreen(Views views, Frames frames, Selection selection, Reading reading, Tagging tagging) {
        this.views = views;
        this.frames = frames;
        this.selection = selection;
        this.reading = reading;
        this.tagging = tagging;
    }

    @GetMapping("/admin/sites/{site}/{env}/tags")
    View form(Place place, HttpServletRequest request) {
        return views.show("tags", page(request, place, selection.of(request, place), "", List.of(), null));
    }

    @PostMapping("/admin/sites/{site}/{env}/tags")
    View change(Place place, @RequestParam(defaultValue = "") String add, HttpServletRequest request) {
        Selection.Chosen chosen = selection.of(request, place);
        // As they stand: a list that the framework makes of a parameter is split at commas, and a tag may hold one.
        String[] ticked = request.getParameterValues("remove");
        List<String> remove = ticked == null ? List.of() : Arrays.asList(ticked);
        try {
            Tagging.Change change = new Tagging.Change(Arrays.asList(add.split(",")), remove);
            List<SiteRecord> changed =
                    tagging.retag(place.actor(), place.siteId(), place.environment(), chosen.ids(), change);
            Notices.next(request, said(place, chosen.ids().size(), changed));
            return new RedirectView(back(place, chosen.ids()));
        } catch (Refused refused) {
            Refusal why = refused.refusal();
            if (!(why instanceof PublishingRefusal || why instanceof BadRequest || why instanceof InvalidContent)) {
                throw refused;
            }
            Notices.now(request, Notice.refused(place.times().inWords(complaint(why))));
            return views.show("tags", page(request, place, chosen, add, remove, why), 409);
        }
    }

    private static String complaint(Refusal why) {
        return why instanceof InvalidContent invalid
                ? invalid.errors().getFirst().message() + "."
                : why.detail();
    }

    private static Notice said(Place place, int chosen, List<SiteRecord> changed) {
        if (changed.isEmpty()) {
            return Notice.done("Nothing to change: " + (chosen == 1 ? "it had" : "they had") + " these tags already.");
        }
        String left = changed.size() < chosen
                ? " " + Words.count(chosen - changed.size(), "record") + " had them already."
                : "";
        return Notice.done(
                "Tags changed on " + Decisions.what(place, changed) + ". Visitors see it when you publish." + left);
    }

    private TagsPage page(
            HttpServletRequest request,
            Place place,
            Selection.Chosen chosen,
            String add,
            List<String> remove,
            @Nullable Refusal refusal) {
        List<SiteRecord> records =
                reading.all(place.actor(), place.siteId(), place.environment(), chosen.ids()).stream()
                        .filter(r -> r.in(place.environment()) != null)
                        .toList();
        if (records.isEmpty()) {
            throw new Refused(new NotFound("record"));
        }
        Map<String, Integer> present = reading.tags(place.actor(), place.siteId(), place.environment(), chosen.ids());
        return new TagsPage(
                frames.inside(request, place, records.getFirst().type()),
                Decisions.what(place, records),
                records.stream()
                        .limit(DecisionPage.SHOWN)
                        .map(r -> new DecisionPage.Item(
                                place.coordinateOf(r).title(),
                                "",
                                place.base() + "/record/" + r.id(),
                                place.coordinateOf(r).path(),
                                "",
                                null))
                        .toList(),
                Math.max(0, records.size() - DecisionPage.SHOWN),
                add,
                present.entrySet().stream()
                        .map(e -> new TagsPage.Present(e.getKey(), e.getValue(), remove.contains(e.getKey())))
                        .toList(),
                chosen.fields(),
                refusal == null ? List.of() : Hindrances.of(place, refusal),
                back(place, records.stream().map(SiteRecord::id).toList()));
    }

    private String back(Place place, List<RecordId> ids) {
        SiteRecord first = reading.require(place.actor(), place.siteId(), place.environment(), ids.getFirst());
        return ids.size() == 1 ? place.base() + "/record/" + first.id() : place.base() + "/content/" + first.type();
    }
}
