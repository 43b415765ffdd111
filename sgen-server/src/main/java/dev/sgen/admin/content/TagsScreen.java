package dev.sgen.admin.content;

import dev.sgen.admin.review.Blockers;
import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.review.ReviewPageBuilder;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.InvalidContent;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.record.Tagging;
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

/**
 * Controller for changing the tags of several records: shows the present tags to remove, and takes tags to add.
 * Publishes nothing.
 */
@Controller
class TagsScreen {
    private final Views views;
    private final PageShells pageShells;
    private final Selection selection;
    private final RecordReading recordReading;
    private final Tagging tagging;

    TagsScreen(Views views, PageShells pageShells, Selection selection, RecordReading recordReading, Tagging tagging) {
        this.views = views;
        this.pageShells = pageShells;
        this.selection = selection;
        this.recordReading = recordReading;
        this.tagging = tagging;
    }

    @GetMapping("/admin/sites/{site}/{env}/tags")
    View form(AdminContext context, HttpServletRequest request) {
        return views.show("content/tags", page(request, context, selection.of(request, context), "", List.of(), null));
    }

    @PostMapping("/admin/sites/{site}/{env}/tags")
    View change(AdminContext context, @RequestParam(defaultValue = "") String add, HttpServletRequest request) {
        Selection.Chosen chosen = selection.of(request, context);
        // Read as an array: Spring splits a list parameter at commas, and a tag may contain one.
        String[] ticked = request.getParameterValues("remove");
        List<String> remove = ticked == null ? List.of() : Arrays.asList(ticked);
        try {
            Tagging.Change change = new Tagging.Change(Arrays.asList(add.split(",")), remove);
            List<SiteRecord> changed =
                    tagging.retag(context.actor(), context.siteId(), context.environment(), chosen.ids(), change);
            FlashMessages.next(request, said(context, chosen.ids().size(), changed));
            return new RedirectView(back(context, chosen.ids()));
        } catch (Refused refused) {
            Refusal why = refused.refusal();
            if (!(why instanceof PublishingRefusal || why instanceof BadRequest || why instanceof InvalidContent)) {
                throw refused;
            }
            FlashMessages.now(request, FlashMessage.refused(context.times().inWords(complaint(why))));
            return views.show("content/tags", page(request, context, chosen, add, remove, why), 409);
        }
    }

    private static String complaint(Refusal why) {
        return why instanceof InvalidContent invalid
                ? invalid.errors().getFirst().message() + "."
                : why.detail();
    }

    private static FlashMessage said(AdminContext context, int chosen, List<SiteRecord> changed) {
        if (changed.isEmpty()) {
            return FlashMessage.done(
                    "Nothing to change: " + (chosen == 1 ? "it had" : "they had") + " these tags already.");
        }
        String left = changed.size() < chosen
                ? " " + AdminWords.count(chosen - changed.size(), "record") + " had them already."
                : "";
        return FlashMessage.done("Tags changed on " + ReviewPageBuilder.what(context, changed)
                + ". Visitors see it when you publish." + left);
    }

    private TagsPage page(
            HttpServletRequest request,
            AdminContext context,
            Selection.Chosen chosen,
            String add,
            List<String> remove,
            @Nullable Refusal refusal) {
        List<SiteRecord> records =
                recordReading.all(context.actor(), context.siteId(), context.environment(), chosen.ids()).stream()
                        .filter(r -> r.in(context.environment()) != null)
                        .toList();
        if (records.isEmpty()) {
            throw new Refused(new NotFound("record"));
        }
        Map<String, Integer> present =
                recordReading.tags(context.actor(), context.siteId(), context.environment(), chosen.ids());
        return new TagsPage(
                pageShells.inside(request, context, records.getFirst().type()),
                ReviewPageBuilder.what(context, records),
                records.stream()
                        .limit(ReviewPage.SHOWN)
                        .map(r -> new ReviewPage.Item(
                                context.coordinateOf(r).title(),
                                "",
                                context.base() + "/record/" + r.id(),
                                context.coordinateOf(r).path(),
                                "",
                                null))
                        .toList(),
                Math.max(0, records.size() - ReviewPage.SHOWN),
                add,
                present.entrySet().stream()
                        .map(e -> new TagsPage.Present(e.getKey(), e.getValue(), remove.contains(e.getKey())))
                        .toList(),
                chosen.fields(),
                refusal == null ? List.of() : Blockers.of(context, refusal),
                back(context, records.stream().map(SiteRecord::id).toList()));
    }

    private String back(AdminContext context, List<RecordId> ids) {
        SiteRecord first =
                recordReading.require(context.actor(), context.siteId(), context.environment(), ids.getFirst());
        return ids.size() == 1 ? context.base() + "/record/" + first.id() : context.base() + "/content/" + first.type();
    }
}
