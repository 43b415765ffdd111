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

/** Controller of one release: its records, its preflight, and promoting and undoing it. */
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
    View show(AdminContext context, @PathVariable String release, HttpServletRequest request) {
        return views.show("release/release", pages.of(request, context, open(context, release)));
    }

    @PostMapping("/records")
    View add(
            AdminContext context,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(name = "record", defaultValue = "") String record,
            @RequestParam(defaultValue = "promote") String action,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletRequest request) {
        return change(context, release, request, version == null ? "Added." : "Version " + version + " taken.", () -> {
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
            AdminContext context,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam String record,
            HttpServletRequest request) {
        return change(
                context,
                release,
                request,
                "Taken out of the release. The record itself stays as it is.",
                () -> new ReleaseChange(edition, null, null, null, List.of(), List.of(RecordId.parse(record))));
    }

    @PostMapping("/name")
    View rename(
            AdminContext context,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        return change(
                context,
                release,
                request,
                "Renamed.",
                () -> new ReleaseChange(edition, name, null, null, List.of(), List.of()));
    }

    @PostMapping("/moment")
    View moment(
            AdminContext context,
            @PathVariable String release,
            @RequestParam int edition,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String cancel,
            HttpServletRequest request) {
        String said = cancel.isEmpty() ? "It has its moment." : "The moment is taken back. Nothing happens by itself.";
        return change(context, release, request, said, () -> {
            Instant moment = cancel.isEmpty() ? context.times().parse(at) : null;
            if (cancel.isEmpty() && moment == null) {
                throw new Refused(new BadRequest("Not scheduled: say the day and the time."));
            }
            return new ReleaseChange(edition, null, Optional.ofNullable(moment), null, List.of(), List.of());
        });
    }

    @PostMapping("/ask")
    View ask(
            AdminContext context,
            @PathVariable String release,
            @RequestParam(defaultValue = "") String note,
            HttpServletRequest request) {
        try {
            releases.ask(context.actor(), context.siteId(), ReleaseId.parse(release), note);
        } catch (Refused refused) {
            return said(context, release, request, refused);
        }
        FlashMessages.next(request, FlashMessage.done("Asked. Whoever may promote it hears of it."));
        return back(context, release);
    }

    @PostMapping("/delete")
    View delete(AdminContext context, @PathVariable String release, HttpServletRequest request) {
        try {
            releases.delete(context.actor(), context.siteId(), ReleaseId.parse(release));
        } catch (Refused refused) {
            return said(context, release, request, refused);
        }
        FlashMessages.next(request, FlashMessage.done("Release deleted. Its records stay as they are."));
        return new RedirectView(context.base() + "/releases");
    }

    @GetMapping("/promote")
    View reviewPromote(AdminContext context, @PathVariable String release, HttpServletRequest request) {
        return views.show("release/review", decisions.promote(request, context, open(context, release)));
    }

    @PostMapping("/promote")
    View promote(
            AdminContext context,
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
                    .promote(context.actor(), context.siteId(), ReleaseId.parse(release), edition, choice)
                    .size();
            FlashMessages.next(
                    request, FlashMessage.done(AdminWords.count(gone, "record") + " changed on live, all at once."));
            return back(context, release);
        } catch (Refused refused) {
            if (!ReleasesScreen.sayable(refused)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            return views.show("release/review", decisions.promote(request, context, open(context, release)), 409);
        }
    }

    @GetMapping("/undo")
    View reviewUndo(AdminContext context, @PathVariable String release, HttpServletRequest request) {
        return views.show("release/review", decisions.undo(request, context, open(context, release)));
    }

    @PostMapping("/undo")
    View undo(
            AdminContext context,
            @PathVariable String release,
            @RequestParam(defaultValue = "refuse") String onConflict,
            HttpServletRequest request) {
        try {
            ReleaseUndoOutcome.OnConflict choice = Arrays.stream(ReleaseUndoOutcome.OnConflict.values())
                    .filter(o -> o.key().equals(onConflict))
                    .findFirst()
                    .orElseThrow(() -> new Refused(new BadRequest("Choose what to do with the later changes.")));
            releaseLaunch.undo(context.actor(), context.siteId(), ReleaseId.parse(release), choice);
            FlashMessages.next(
                    request, FlashMessage.done("Undone. Live stands as before the release; staging stays as it is."));
            return back(context, release);
        } catch (Refused refused) {
            if (!ReleasesScreen.sayable(refused)) {
                throw refused;
            }
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
            return views.show("release/review", decisions.undo(request, context, open(context, release)), 409);
        }
    }

    private interface Asked {
        ReleaseChange change();
    }

    private View change(AdminContext context, String release, HttpServletRequest request, String done, Asked asked) {
        try {
            releases.change(context.actor(), context.siteId(), ReleaseId.parse(release), asked.change());
        } catch (Refused refused) {
            return said(context, release, request, refused);
        }
        FlashMessages.next(request, FlashMessage.done(done));
        return back(context, release);
    }

    private View said(AdminContext context, String release, HttpServletRequest request, Refused refused) {
        if (!ReleasesScreen.sayable(refused)) {
            throw refused;
        }
        FlashMessages.now(
                request,
                FlashMessage.refused(context.times().inWords(refused.refusal().detail())));
        return views.show("release/release", pages.of(request, context, open(context, release)), 409);
    }

    private Releases.Opened open(AdminContext context, String release) {
        return releases.open(context.actor(), context.siteId(), ReleaseId.parse(release));
    }

    private static View back(AdminContext context, String release) {
        return new RedirectView(context.base() + "/releases/" + release);
    }
}
