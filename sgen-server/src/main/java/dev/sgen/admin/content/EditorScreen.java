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

/** Controller of the record editor for all content types: opens, creates and saves records (ADMIN-9). */
@Controller
class EditorScreen {
    /** The actions that continue on a review page after saving. */
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
    View blank(AdminContext context, @PathVariable("type") String typeKey, HttpServletRequest request) {
        ContentType type = types.require(context.siteId(), typeKey);
        Contents nothing = new Contents("", null, Json.object(), List.of());
        return views.show("content/editor", pages.blank(request, context, type, nothing, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/content/{type}/new")
    View create(
            AdminContext context,
            @PathVariable("type") String typeKey,
            @RequestParam(defaultValue = "save") String then,
            HttpServletRequest request) {
        ContentType type = types.require(context.siteId(), typeKey);
        Contents typed = typed(type, Json.object(), context, request);
        try {
            SiteRecord made =
                    publishing.create(context.actor(), context.siteId(), context.environment(), typeKey, typed);
            return saved(context, made.id(), then, request, "Saved as a draft. No visitor sees it yet.");
        } catch (Refused refused) {
            return views.show(
                    "content/editor",
                    pages.blank(request, context, type, typed, atField(refused, context, request)),
                    422);
        }
    }

    @GetMapping("/admin/sites/{site}/{env}/record/{id}")
    View open(AdminContext context, @PathVariable String id, HttpServletRequest request) {
        SiteRecord record =
                recordReading.require(context.actor(), context.siteId(), context.environment(), RecordId.parse(id));
        if (record.in(context.environment()) == null) {
            return views.show("content/absent", pages.absent(request, context, record));
        }
        return views.show("content/editor", pages.open(request, context, record));
    }

    @PostMapping("/admin/sites/{site}/{env}/record/{id}")
    View save(
            AdminContext context,
            @PathVariable String id,
            @RequestParam int expected,
            @RequestParam(defaultValue = "save") String then,
            HttpServletRequest request) {
        RecordId record = RecordId.parse(id);
        if (!context.may(Permission.SAVE) && DECIDED.contains(then)) {
            // An operator who may not save, but may publish or promote, goes straight to the review page.
            return decide(context, record, then);
        }
        SiteRecord before = recordReading.require(context.actor(), context.siteId(), context.environment(), record);
        ContentType type = types.require(context.siteId(), before.type());
        Version base =
                recordReading.version(context.actor(), context.siteId(), context.environment(), record, expected);
        Contents typed = typed(type, base.contents().content(), context, request);
        try {
            SiteRecord after =
                    publishing.save(context.actor(), context.siteId(), context.environment(), record, expected, typed);
            return saved(context, record, then, request, told(context, before, after));
        } catch (Refused refused) {
            InvalidContent wrong = atField(refused, context, request);
            if (refused.refusal() instanceof PublishingRefusal.StaleVersion stale) {
                return views.show("content/editor", pages.conflict(request, context, before, typed, stale), 412);
            }
            return views.show("content/editor", pages.refused(request, context, before, typed, expected, wrong), 422);
        }
    }

    private static String told(AdminContext context, SiteRecord before, SiteRecord after) {
        int was = Objects.requireNonNull(before.in(context.environment())).working();
        int is = Objects.requireNonNull(after.in(context.environment())).working();
        boolean shown = Objects.requireNonNull(after.in(context.environment())).published() != null;
        return was == is
                ? "Nothing changed, so nothing was saved."
                : "Saved as v" + is + ". "
                        + (shown ? "Visitors still see the published version." : "No visitor sees it yet.");
    }

    private View saved(AdminContext context, RecordId id, String then, HttpServletRequest request, String told) {
        if (then.equals("ask")) {
            return new RedirectView(context.base() + "/approvals/ask?record=" + id);
        }
        if (DECIDED.contains(then)) {
            return decide(context, id, then);
        }
        FlashMessages.next(request, FlashMessage.done(told));
        return new RedirectView(context.base() + "/record/" + id);
    }

    private static View decide(AdminContext context, RecordId id, String then) {
        return new RedirectView(context.base() + "/decide/" + then + "?record=" + id);
    }

    /** The field errors of a refusal; null if it has none, and then its text is shown at the top of the page. */
    private static @Nullable InvalidContent atField(Refused refused, AdminContext context, HttpServletRequest request) {
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
                            context.times().inWords(refused.refusal().detail())));
        }
        return null;
    }

    private static Contents typed(
            ContentType type,
            tools.jackson.databind.node.ObjectNode base,
            AdminContext context,
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
                RecordFormReader.read(type, base, sent, context.times()),
                tags);
    }
}
