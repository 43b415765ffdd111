package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.InvalidContent;
import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Publishing;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The editor of every type: opens a record, keeps what was written (ADMIN-9). */
@Controller
class EditorScreen {
    /** What a save may lead on to, each with a page of its own. */
    private static final Set<String> DECIDED = Set.of("publish", "promote", "schedule");

    private final Views views;
    private final EditorPages pages;
    private final Reading reading;
    private final Publishing publishing;
    private final ContentTypes types;

    EditorScreen(Views views, EditorPages pages, Reading reading, Publishing publishing, ContentTypes types) {
        this.views = views;
        this.pages = pages;
        this.reading = reading;
        this.publishing = publishing;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/content/{type}/new")
    View blank(Place place, @PathVariable("type") String typeKey, HttpServletRequest request) {
        ContentType type = types.require(place.siteId(), typeKey);
        Contents nothing = new Contents("", null, Json.object(), List.of());
        return views.show("editor", pages.blank(request, place, type, nothing, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/content/{type}/new")
    View create(
            Place place,
            @PathVariable("type") String typeKey,
            @RequestParam(defaultValue = "save") String then,
            HttpServletRequest request) {
        ContentType type = types.require(place.siteId(), typeKey);
        Contents typed = typed(type, Json.object(), place, request);
        try {
            SiteRecord made = publishing.create(place.actor(), place.siteId(), place.environment(), typeKey, typed);
            return saved(place, made.id(), then, request, "Saved as a draft. No visitor sees it yet.");
        } catch (Refused refused) {
            return views.show(
                    "editor", pages.blank(request, place, type, typed, atField(refused, place, request)), 422);
        }
    }

    @GetMapping("/admin/sites/{site}/{env}/record/{id}")
    View open(Place place, @PathVariable String id, HttpServletRequest request) {
        SiteRecord record = reading.require(place.actor(), place.siteId(), place.environment(), RecordId.parse(id));
        if (record.in(place.environment()) == null) {
            return views.show("absent", pages.absent(request, place, record));
        }
        return views.show("editor", pages.open(request, place, record));
    }

    @PostMapping("/admin/sites/{site}/{env}/record/{id}")
    View save(
            Place place,
            @PathVariable String id,
            @RequestParam int expected,
            @RequestParam(defaultValue = "save") String then,
            HttpServletRequest request) {
        RecordId record = RecordId.parse(id);
        if (!place.may(Permission.SAVE) && DECIDED.contains(then)) {
            // Who may publish or promote, but not write, has nothing to save on the way there.
            return decide(place, record, then);
        }
        SiteRecord before = reading.require(place.actor(), place.siteId(), place.environment(), record);
        ContentType type = types.require(place.siteId(), before.type());
        Version base = reading.version(place.actor(), place.siteId(), place.environment(), record, expected);
        Contents typed = typed(type, base.contents().content(), place, request);
        try {
            SiteRecord after =
                    publishing.save(place.actor(), place.siteId(), place.environment(), record, expected, typed);
            return saved(place, record, then, request, told(place, before, after));
        } catch (Refused refused) {
            InvalidContent wrong = atField(refused, place, request);
            if (refused.refusal() instanceof PublishingRefusal.StaleVersion stale) {
                return views.show("editor", pages.conflict(request, place, before, typed, stale), 412);
            }
            return views.show("editor", pages.refused(request, place, before, typed, expected, wrong), 422);
        }
    }

    private static String told(Place place, SiteRecord before, SiteRecord after) {
        int was = Objects.requireNonNull(before.in(place.environment())).working();
        int is = Objects.requireNonNull(after.in(place.environment())).working();
        boolean shown = Objects.requireNonNull(after.in(place.environment())).published() != null;
        return was == is
                ? "Nothing changed, so nothing was saved."
                : "Saved as v" + is + ". "
                        + (shown ? "Visitors still see the published version." : "No visitor sees it yet.");
    }

    private View saved(Place place, RecordId id, String then, HttpServletRequest request, String told) {
        if (then.equals("ask")) {
            return new RedirectView(place.base() + "/approvals/ask?record=" + id);
        }
        if (DECIDED.contains(then)) {
            return decide(place, id, then);
        }
        Notices.next(request, Notice.done(told));
        return new RedirectView(place.base() + "/record/" + id);
    }

    private static View decide(Place place, RecordId id, String then) {
        return new RedirectView(place.base() + "/decide/" + then + "?record=" + id);
    }

    /** What a refusal says about fields; any other goes to the top of the page. */
    private static @Nullable InvalidContent atField(Refused refused, Place place, HttpServletRequest request) {
        if (refused.refusal() instanceof InvalidContent wrong) {
            Notices.now(
                    request,
                    Notice.refused("Not saved: " + Words.count(wrong.errors().size(), "field")
                            + " can’t be kept as typed. What you wrote is still here."));
            return wrong;
        }
        if (!(refused.refusal() instanceof PublishingRefusal.StaleVersion)) {
            Notices.now(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
        }
        return null;
    }

    private static Contents typed(
            ContentType type, tools.jackson.databind.node.ObjectNode base, Place place, HttpServletRequest request) {
        Map<String, String[]> sent = request.getParameterMap();
        String path =
                Objects.requireNonNullElse(request.getParameter("path"), "").strip();
        List<String> tags = Arrays.stream(Objects.requireNonNullElse(request.getParameter("tags"), "")
                        .split(","))
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .distinct()
                .toList();
        return new Contents(
                Objects.requireNonNullElse(request.getParameter("title"), "").strip(),
                path.isEmpty() ? null : path,
                FormReading.read(type, base, sent, place.times()),
                tags);
    }
}
