package dev.sgen.admin.release;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.Views;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.release.ReleaseChange;
import dev.sgen.release.ReleaseLaunch;
import dev.sgen.release.ReleaseUndoOutcome;
import dev.sgen.release.Releases;
import dev.sgen.release.VersionPinning;
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
    private final ReleasePageBuilder pages;
    private final ReleaseReviewPageBuilder decisions;
    private final Releases releases;
    private final ReleaseLaunch releaseLaunch;

    ReleaseScreen(
            Views views,
            ReleasePageBuilder pages,
            ReleaseReviewPageBuilder decisions,
            Releases releases,
            ReleaseLaunch releaseLaunch) {
        this.views = views;
        this.pages = pages;
        this.decisions = decisions;
        this.releases = releases;
        this.releaseLaunch = releaseLaunch;
    }

    @GetMapping
    View show(AdminContext adminContext, @PathVariable String release, HttpServletRequest request) {
        return views.show("release/release", pages.of(request, adminContext, open(adminContext, release)));
    }

    @PostMapping("/records")
    View add(
            AdminContext adminContext,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(name = "record", defaultValue = "") String record,
            @RequestParam(defaultValue = "promote") String action,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletRequest request) {
        return change(
                adminContext, release, request, version == null ? "Added." : "Version " + version + " taken.", () -> {
                    if (record.isBlank()) {
                        throw new Refused(new BadRequest("No record was chosen. Choose one, then add it."));
                    }
                    ReleaseStep.Kind kind = ReleasesScreen.kind(action);
                    return new ReleaseChange(
                            edition,
                            null,
                            null,
                            null,
                            List.of(new VersionPinning.Wish(RecordId.parse(record), kind, version)),
                            List.of());
                });
    }

    @PostMapping("/remove")
    View remove(
            AdminContext adminContext,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam String record,
            HttpServletRequest request) {
        return change(
                adminContext,
                release,
                request,
                "Taken out of the release. The record itself stays as it is.",
                () -> new ReleaseChange(edition, null, null, null, List.of(), List.of(RecordId.parse(record))));
    }

    @PostMapping("/name")
    View rename(
            AdminContext adminContext,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        return change(
                adminContext,
                release,
                request,
                "Renamed.",
                () -> new ReleaseChange(edition, name, null, null, List.of(), List.of()));
    }

    @PostMapping("/moment")
    View moment(
            AdminContext adminContext,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String cancel,
            HttpServletRequest request) {
        String said = cancel.isEmpty() ? "It has its moment." : "The moment is taken back. Nothing happens by itself.";
        return change(adminContext, release, request, said, () -> {
            Instant moment = cancel.isEmpty() ? adminContext.times().parse(at) : null;
            if (cancel.isEmpty() && moment == null) {
                throw new Refused(new BadRequest("Not scheduled: say the day and the time."));
            }
            return new ReleaseChange(edition, null, Optional.ofNullable(moment), null, List.of(), List.of());
        });
    }

    @PostMapping("/ask")
    View ask(
            AdminContext adminContext,
            @PathVariable String release,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request) {
        try {
            releases.ask(adminContext.actor(), adminContext.siteId(), ReleaseId.parse(release), note);
        } catch (Refused refused) {
            return said(adminContext, release, request, refused);
        }
        FlashMessages.next(request, FlashMessage.done("Asked. Whoever may promote it hears of it."));
        return back(adminContext, release);
    }

    @PostMapping("/delete")
    View delete(AdminContext adminContext, @PathVariable String release, HttpServletRequest request) {
        try {
            releases.delete(adminContext.actor(), adminContext.siteId(), ReleaseId.parse(release));
        } catch (Refused refused) {
            return said(adminContext, release, request, refused);
        }
        FlashMessages.next(request, FlashMessage.done("Release deleted. Its records stay as they are."));
        return new RedirectView(adminContext.base() + "/releases");
    }

    @GetMapping("/promote")
    View reviewPromote(AdminContext adminContext, @PathVariable String release, HttpServletRequest request) {
        return views.show("release/review", decisions.promote(request, adminContext, open(adminContext, release)));
    }

    @PostMapping("/promote")
    View promote(
            AdminContext adminContext,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "refuse") String onDrift,
            HttpServletRequest request) {
        try {
            OnDrift choice = Arrays.stream(OnDrift.values())
                    .filter(o -> o.name().toLowerCase(Locale.ROOT).equals(onDrift))
                    .findFirst()
                    .orElseThrow(() -> new Refused(new BadRequest("Choose what to do with the change on live.")));
            int gone = releaseLaunch
                    .promote(adminContext.actor(), adminContext.siteId(), ReleaseId.parse(release), edition, choice)
                    .size();
            FlashMessages.next(
                    request, FlashMessage.done(AdminWords.count(gone, "record") + " changed on live, all at once."));
            return back(adminContext, release);
        } catch (Refused refused) {
            if (!ReleasesScreen.sayable(refused)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            adminContext.times().inWords(refused.refusal().detail())));
            return views.show(
                    "release/review", decisions.promote(request, adminContext, open(adminContext, release)), 409);
        }
    }

    @GetMapping("/undo")
    View reviewUndo(AdminContext adminContext, @PathVariable String release, HttpServletRequest request) {
        return views.show("release/review", decisions.undo(request, adminContext, open(adminContext, release)));
    }

    @PostMapping("/undo")
    View undo(
            AdminContext adminContext,
            @PathVariable String release,
            @RequestParam(defaultValue = "refuse") String onConflict,
            HttpServletRequest request) {
        try {
            ReleaseUndoOutcome.OnConflict choice = Arrays.stream(ReleaseUndoOutcome.OnConflict.values())
                    .filter(o -> o.key().equals(onConflict))
                    .findFirst()
                    .orElseThrow(() -> new Refused(new BadRequest("Choose what to do with the later changes.")));
            releaseLaunch.undo(adminContext.actor(), adminContext.siteId(), ReleaseId.parse(release), choice);
            FlashMessages.next(
                    request, FlashMessage.done("Undone. Live stands as before the release; staging stays as it is."));
            return back(adminContext, release);
        } catch (Refused refused) {
            if (!ReleasesScreen.sayable(refused)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            adminContext.times().inWords(refused.refusal().detail())));
            return views.show(
                    "release/review", decisions.undo(request, adminContext, open(adminContext, release)), 409);
        }
    }

    private interface Asked {
        ReleaseChange change();
    }

    private View change(
            AdminContext adminContext, String release, HttpServletRequest request, String done, Asked asked) {
        try {
            releases.change(adminContext.actor(), adminContext.siteId(), ReleaseId.parse(release), asked.change());
        } catch (Refused refused) {
            return said(adminContext, release, request, refused);
        }
        FlashMessages.next(request, FlashMessage.done(done));
        return back(adminContext, release);
    }

    private View said(AdminContext adminContext, String release, HttpServletRequest request, Refused refused) {
        if (!ReleasesScreen.sayable(refused)) {
            throw refused;
        }
        FlashMessages.now(
                request,
                FlashMessage.refused(
                        adminContext.times().inWords(refused.refusal().detail())));
        return views.show("release/release", pages.of(request, adminContext, open(adminContext, release)), 409);
    }

    private Releases.Opened open(AdminContext adminContext, String release) {
        return releases.open(adminContext.actor(), adminContext.siteId(), ReleaseId.parse(release));
    }

    private static View back(AdminContext adminContext, String release) {
        return new RedirectView(adminContext.base() + "/releases/" + release);
    }
}
