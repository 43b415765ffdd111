package dev.sgen.admin;

import dev.sgen.publishing.LiveStep;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Pinning;
import dev.sgen.publishing.StepBack;
import dev.sgen.release.Launching;
import dev.sgen.release.ReleaseChange;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** One release: what it holds, what stands in its way, and the two steps that visitors notice. */
@Controller
@RequestMapping("/admin/sites/{site}/{env}/releases/{release}")
class ReleaseScreen {
    private final Views views;
    private final ReleasePages pages;
    private final ReleaseDecisions decisions;
    private final Releases releases;
    private final Launching launching;

    ReleaseScreen(Views views, ReleasePages pages, ReleaseDecisions decisions, Releases releases, Launching launching) {
        this.views = views;
        this.pages = pages;
        this.decisions = decisions;
        this.releases = releases;
        this.launching = launching;
    }

    @GetMapping
    View show(Place place, @PathVariable String release, HttpServletRequest request) {
        return views.show("release", pages.of(request, place, open(place, release)));
    }

    @PostMapping("/records")
    View add(
            Place place,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(name = "record", defaultValue = "") String record,
            @RequestParam(defaultValue = "promote") String action,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletRequest request) {
        return change(place, release, request, version == null ? "Added." : "Version " + version + " taken.", () -> {
            if (record.isBlank()) {
                throw new Refused(new BadRequest("No record was chosen. Choose one, then add it."));
            }
            LiveStep.Kind kind = ReleasesScreen.kind(action);
            return new ReleaseChange(
                    edition,
                    null,
                    null,
                    null,
                    List.of(new Pinning.Wish(RecordId.parse(record), kind, version)),
                    List.of());
        });
    }

    @PostMapping("/remove")
    View remove(
            Place place,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam String record,
            HttpServletRequest request) {
        return change(
                place,
                release,
                request,
                "Taken out of the release. The record itself stays as it is.",
                () -> new ReleaseChange(edition, null, null, null, List.of(), List.of(RecordId.parse(record))));
    }

    @PostMapping("/name")
    View rename(
            Place place,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        return change(
                place,
                release,
                request,
                "Renamed.",
                () -> new ReleaseChange(edition, name, null, null, List.of(), List.of()));
    }

    @PostMapping("/moment")
    View moment(
            Place place,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String cancel,
            HttpServletRequest request) {
        String said = cancel.isEmpty() ? "It has its moment." : "The moment is taken back. Nothing happens by itself.";
        return change(place, release, request, said, () -> {
            Instant moment = cancel.isEmpty() ? place.times().parse(at) : null;
            if (cancel.isEmpty() && moment == null) {
                throw new Refused(new BadRequest("Not scheduled: say the day and the time."));
            }
            return new ReleaseChange(edition, null, Optional.ofNullable(moment), null, List.of(), List.of());
        });
    }

    @PostMapping("/ask")
    View ask(
            Place place,
            @PathVariable String release,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request) {
        try {
            releases.ask(place.actor(), place.siteId(), ReleaseId.parse(release), note);
        } catch (Refused refused) {
            return said(place, release, request, refused);
        }
        Notices.next(request, Notice.done("Asked. Whoever may promote it hears of it."));
        return back(place, release);
    }

    @PostMapping("/delete")
    View delete(Place place, @PathVariable String release, HttpServletRequest request) {
        try {
            releases.delete(place.actor(), place.siteId(), ReleaseId.parse(release));
        } catch (Refused refused) {
            return said(place, release, request, refused);
        }
        Notices.next(request, Notice.done("Release deleted. Its records stay as they are."));
        return new RedirectView(place.base() + "/releases");
    }

    @GetMapping("/promote")
    View reviewPromote(Place place, @PathVariable String release, HttpServletRequest request) {
        return views.show("release-decision", decisions.promote(request, place, open(place, release)));
    }

    @PostMapping("/promote")
    View promote(
            Place place,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "refuse") String onDrift,
            HttpServletRequest request) {
        try {
            OnDrift choice = Arrays.stream(OnDrift.values())
                    .filter(o -> o.name().toLowerCase(Locale.ROOT).equals(onDrift))
                    .findFirst()
                    .orElseThrow(() -> new Refused(new BadRequest("Choose what to do with the change on live.")));
            int gone = launching
                    .promote(place.actor(), place.siteId(), ReleaseId.parse(release), edition, choice)
                    .size();
            Notices.next(request, Notice.done(Words.count(gone, "record") + " changed on live, all at once."));
            return back(place, release);
        } catch (Refused refused) {
            if (!ReleasesScreen.sayable(refused)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            return views.show("release-decision", decisions.promote(request, place, open(place, release)), 409);
        }
    }

    @GetMapping("/undo")
    View reviewUndo(Place place, @PathVariable String release, HttpServletRequest request) {
        return views.show("release-decision", decisions.undo(request, place, open(place, release)));
    }

    @PostMapping("/undo")
    View undo(
            Place place,
            @PathVariable String release,
            @RequestParam(defaultValue = "refuse") String onConflict,
            HttpServletRequest request) {
        try {
            StepBack.OnConflict choice = Arrays.stream(StepBack.OnConflict.values())
                    .filter(o -> o.key().equals(onConflict))
                    .findFirst()
                    .orElseThrow(() -> new Refused(new BadRequest("Choose what to do with the later changes.")));
            launching.undo(place.actor(), place.siteId(), ReleaseId.parse(release), choice);
            Notices.next(request, Notice.done("Undone. Live stands as before the release; staging stays as it is."));
            return back(place, release);
        } catch (Refused refused) {
            if (!ReleasesScreen.sayable(refused)) {
                throw refused;
            }
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
            return views.show("release-decision", decisions.undo(request, place, open(place, release)), 409);
        }
    }

    private interface Asked {
        ReleaseChange change();
    }

    private View change(Place place, String release, HttpServletRequest request, String done, Asked asked) {
        try {
            releases.change(place.actor(), place.siteId(), ReleaseId.parse(release), asked.change());
        } catch (Refused refused) {
            return said(place, release, request, refused);
        }
        Notices.next(request, Notice.done(done));
        return back(place, release);
    }

    private View said(Place place, String release, HttpServletRequest request, Refused refused) {
        if (!ReleasesScreen.sayable(refused)) {
            throw refused;
        }
        Notices.now(
                request, Notice.refused(place.times().inWords(refused.refusal().detail())));
        return views.show("release", pages.of(request, place, open(place, release)), 409);
    }

    private Releases.Opened open(Place place, String release) {
        return releases.open(place.actor(), place.siteId(), ReleaseId.parse(release));
    }

    private static View back(Place place, String release) {
        return new RedirectView(place.base() + "/releases/" + release);
    }
}
