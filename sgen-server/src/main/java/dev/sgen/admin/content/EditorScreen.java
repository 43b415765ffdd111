package dev.sgen.admin.content;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.InvalidContent;
import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
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
    private final EditorPageBuilder pages;
    private final RecordReading recordReading;
    private final Publishing publishing;
    private final ContentTypes types;

    EditorScreen(
            Views views,
            EditorPageBuilder pages,
            RecordReading recordReading,
            Publishing publishing,
            ContentTypes types) {
        this.views = views;
        this.pages = pages;
        this.recordReading = recordReading;
        this.publishing = publishing;
        this.types = types;
    }

    @GetMapping("/admin/sites/{site}/{env}/content/{type}/new")
    View blank(AdminContext adminContext, @PathVariable("type") String typeKey, HttpServletRequest request) {
        ContentType type = types.require(adminContext.siteId(), typeKey);
        Contents nothing = new Contents("", null, Json.object(), List.of());
        return views.show("content/editor", pages.blank(request, adminContext, type, nothing, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/content/{type}/new")
    View create(
            AdminContext adminContext,
            @PathVariable("type") String typeKey,
            @RequestParam(defaultValue = "save") String then,
            HttpServletRequest request) {
        ContentType type = types.require(adminContext.siteId(), typeKey);
        Contents typed = typed(type, Json.object(), adminContext, request);
        try {
            SiteRecord made = publishing.create(
                    adminContext.actor(), adminContext.siteId(), adminContext.environment(), typeKey, typed);
            return saved(adminContext, made.id(), then, request, "Saved as a draft. No visitor sees it yet.");
        } catch (Refused refused) {
            return views.show(
                    "content/editor",
                    pages.blank(request, adminContext, type, typed, atField(refused, adminContext, request)),
                    422);
        }
    }

    @GetMapping("/admin/sites/{site}/{env}/record/{id}")
    View open(AdminContext adminContext, @PathVariable String id, HttpServletRequest request) {
        SiteRecord record = recordReading.require(
                adminContext.actor(), adminContext.siteId(), adminContext.environment(), RecordId.parse(id));
        if (record.in(adminContext.environment()) == null) {
            return views.show("content/absent", pages.absent(request, adminContext, record));
        }
        return views.show("content/editor", pages.open(request, adminContext, record));
    }

    @PostMapping("/admin/sites/{site}/{env}/record/{id}")
    View save(
            AdminContext adminContext,
            @PathVariable String id,
            @RequestParam int expected,
            @RequestParam(defaultValue = "save") String then,
            HttpServletRequest request) {
        RecordId record = RecordId.parse(id);
        if (!adminContext.may(Permission.SAVE) && DECIDED.contains(then)) {
            // Who may publish or promote, but not write, has nothing to save on the way there.
            return decide(adminContext, record, then);
        }
        SiteRecord before =
                recordReading.require(adminContext.actor(), adminContext.siteId(), adminContext.environment(), record);
        ContentType type = types.require(adminContext.siteId(), before.type());
        Version base = recordReading.version(
                adminContext.actor(), adminContext.siteId(), adminContext.environment(), record, expected);
        Contents typed = typed(type, base.contents().content(), adminContext, request);
        try {
            SiteRecord after = publishing.save(
                    adminContext.actor(), adminContext.siteId(), adminContext.environment(), record, expected, typed);
            return saved(adminContext, record, then, request, told(adminContext, before, after));
        } catch (Refused refused) {
            InvalidContent wrong = atField(refused, adminContext, request);
            if (refused.refusal() instanceof PublishingRefusal.StaleVersion stale) {
                return views.show("content/editor", pages.conflict(request, adminContext, before, typed, stale), 412);
            }
            return views.show(
                    "content/editor", pages.refused(request, adminContext, before, typed, expected, wrong), 422);
        }
    }

    private static String told(AdminContext adminContext, SiteRecord before, SiteRecord after) {
        int was = Objects.requireNonNull(before.in(adminContext.environment())).working();
        int is = Objects.requireNonNull(after.in(adminContext.environment())).working();
        boolean shown =
                Objects.requireNonNull(after.in(adminContext.environment())).published() != null;
        return was == is
                ? "Nothing changed, so nothing was saved."
                : "Saved as v" + is + ". "
                        + (shown ? "Visitors still see the published version." : "No visitor sees it yet.");
    }

    private View saved(AdminContext adminContext, RecordId id, String then, HttpServletRequest request, String told) {
        if (then.equals("ask")) {
            return new RedirectView(adminContext.base() + "/approvals/ask?record=" + id);
        }
        if (DECIDED.contains(then)) {
            return decide(adminContext, id, then);
        }
        FlashMessages.next(request, FlashMessage.done(told));
        return new RedirectView(adminContext.base() + "/record/" + id);
    }

    private static View decide(AdminContext adminContext, RecordId id, String then) {
        return new RedirectView(adminContext.base() + "/decide/" + then + "?record=" + id);
    }

    /** What a refusal says about fields; any other goes to the top of the page. */
    private static @Nullable InvalidContent atField(
            Refused refused, AdminContext adminContext, HttpServletRequest request) {
        if (refused.refusal() instanceof InvalidContent wrong) {
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            "Not saved: " + AdminWords.count(wrong.errors().size(), "field")
                                    + " can’t be kept as typed. What you wrote is still here."));
            return wrong;
        }
        if (!(refused.refusal() instanceof PublishingRefusal.StaleVersion)) {
            FlashMessages.now(
                    request,
                    FlashMessage.refused(
                            adminContext.times().inWords(refused.refusal().detail())));
        }
        return null;
    }

    private static Contents typed(
            ContentType type,
            tools.jackson.databind.node.ObjectNode base,
            AdminContext adminContext,
            HttpServletRequest request) {
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
                RecordFormReader.read(type, base, sent, adminContext.times()),
                tags);
    }
}
