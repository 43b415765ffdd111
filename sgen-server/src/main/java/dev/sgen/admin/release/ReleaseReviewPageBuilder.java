package dev.sgen.admin.release;

import dev.sgen.admin.review.ReviewPage;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.release.PreflightItem;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseItem;
import dev.sgen.release.ReleaseLaunch;
import dev.sgen.release.ReleaseUndoOutcome;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds the review of promoting or undoing a release: the effect on each record, who sees it, and how to go back. */
@Component
class ReleaseReviewPageBuilder {
    private final PageShells pageShells;
    private final ReleaseLaunch releaseLaunch;
    private final ContentTypes types;

    ReleaseReviewPageBuilder(PageShells pageShells, ReleaseLaunch releaseLaunch, ContentTypes types) {
        this.pageShells = pageShells;
        this.releaseLaunch = releaseLaunch;
        this.types = types;
    }

    ReleaseReviewPage promote(HttpServletRequest request, AdminContext context, Releases.Opened opened) {
        Release release = opened.release();
        String host = pageShells.hostOf(context, Environment.LIVE);
        Map<RecordId, PreflightItem> preflightItem =
                opened.preflight().stream().collect(Collectors.toMap(PreflightItem::record, w -> w));
        Map<String, List<ReviewPage.Item>> groups = new LinkedHashMap<>();
        List<String> blocked = new ArrayList<>();
        boolean drifted = false;
        if (!release.pending()) {
            blocked.add(ReleasePageBuilder.standing(context.times(), release));
        }
        for (ReleaseItem item : opened.items()) {
            PreflightItem now = preflightItem.get(item.record());
            groups.computeIfAbsent(group(item), g -> new ArrayList<>()).add(item(context, item, now));
            for (PreflightItem.Mark mark : now == null ? List.<PreflightItem.Mark>of() : now.marks()) {
                if (mark.sign() == PreflightItem.Sign.DRIFT) {
                    drifted = true;
                } else if (mark.sign().blocks()) {
                    blocked.add("“" + item.pinned().title() + "”: "
                            + context.times().inWords(mark.sentence()) + ".");
                }
            }
        }
        String what = AdminWords.count(release.items(), "record");
        return new ReleaseReviewPage(
                pageShells.inside(request, context, "releases"),
                "Promote “" + release.name() + "”",
                "Promote the release “" + release.name() + "”, " + what + ", to " + host
                        + ". Visitors see all of it at once.",
                ReleasePageBuilder.href(context, release) + "/promote",
                "Promote " + what + " to " + host + " now",
                release.edition(),
                grouped(groups),
                List.of(
                        line(
                                "users",
                                "No visitor of " + host
                                        + " sees a part of it: pages, lists, feeds and search change together."),
                        line("lock", "Each record goes in the version it was fixed to, whatever was saved since."),
                        line("arrow-back-up", "To go back: undo the release, as one. What comes later is kept."),
                        line("list-search", "One audit entry records it, with your name.")),
                blocked,
                "Live changed since staging last agreed with it. What shall become of that change?",
                "onDrift",
                drifted
                        ? List.of(
                                new ReleaseReviewPage.Choice(
                                        "merge", "Keep both where they don’t overlap; refuse where they do"),
                                new ReleaseReviewPage.Choice(
                                        "overwrite", "Replace it; live’s version stays in the history"))
                        : List.of(),
                ReleasePageBuilder.href(context, release));
    }

    private static String group(ReleaseItem item) {
        return item.step().carried()
                ? "Comes along, because it is used"
                : item.step().kind() == ReleaseStep.Kind.PROMOTE ? "Goes to live" : "Is taken away from live";
    }

    private ReviewPage.Item item(AdminContext context, ReleaseItem item, @Nullable PreflightItem now) {
        String marks = now == null
                ? ""
                : now.marks().stream()
                        .map(m -> context.times().inWords(m.sentence()))
                        .collect(Collectors.joining(". "));
        return new ReviewPage.Item(
                item.pinned().title(),
                types.all(context.siteId()).stream()
                        .filter(t -> t.key().equals(item.pinned().type()))
                        .map(ContentType::name)
                        .findFirst()
                        .orElse(item.pinned().type()),
                context.base() + "/record/" + item.record(),
                item.pinned().path(),
                ReleasePageBuilder.effect(item, now),
                marks.isEmpty() ? null : marks);
    }

    ReleaseReviewPage undo(HttpServletRequest request, AdminContext context, Releases.Opened opened) {
        Release release = opened.release();
        String host = pageShells.hostOf(context, Environment.LIVE);
        List<ReleaseUndoOutcome> back = release.state() == Release.State.PROMOTED
                ? releaseLaunch.undoPreview(
                        context.actor(), context.siteId(), release.id(), ReleaseUndoOutcome.OnConflict.REFUSE)
                : List.of();
        Map<String, List<ReviewPage.Item>> groups = new LinkedHashMap<>();
        for (ReleaseUndoOutcome one : back) {
            groups.computeIfAbsent(group(one.effect()), g -> new ArrayList<>())
                    .add(new ReviewPage.Item(
                            one.title(),
                            "",
                            context.base() + "/record/" + one.record(),
                            null,
                            context.times().inWords(one.sentence()),
                            null));
        }
        boolean conflicts = back.stream().anyMatch(b -> b.effect() == ReleaseUndoOutcome.Effect.CONFLICT);
        String what = AdminWords.count(back.size(), "record");
        return new ReleaseReviewPage(
                pageShells.inside(request, context, "releases"),
                "Undo “" + release.name() + "”",
                "Take the release “" + release.name() + "” back from " + host + ". Visitors see it at once.",
                ReleasePageBuilder.href(context, release) + "/undo",
                "Undo " + what + " on " + host + " now",
                release.edition(),
                grouped(groups),
                List.of(
                        line("circle-dashed", "Staging stays as it is, so the work can be mended and promoted again."),
                        line("history", "Every version stays in the history of its record."),
                        line("list-search", "One audit entry records it, with your name.")),
                release.state() == Release.State.PROMOTED
                        ? List.of()
                        : List.of(ReleasePageBuilder.standing(context.times(), release)),
                "Some of it was changed on live since, in the same places. What shall stand there?",
                "onConflict",
                conflicts
                        ? List.of(
                                new ReleaseReviewPage.Choice("keep", "What came later"),
                                new ReleaseReviewPage.Choice("put-back", "What stood there before the release"))
                        : List.of(),
                ReleasePageBuilder.href(context, release));
    }

    private static String group(ReleaseUndoOutcome.Effect effect) {
        return switch (effect) {
            case PUT_BACK -> "Put back";
            case REMOVED -> "Goes away again";
            case MERGED -> "Put back, with what came later kept";
            case KEPT -> "Stays as it is";
            case CONFLICT -> "Needs your decision";
        };
    }

    private static List<ReleaseReviewPage.Group> grouped(Map<String, List<ReviewPage.Item>> groups) {
        return groups.entrySet().stream()
                .map(e -> new ReleaseReviewPage.Group(e.getKey(), e.getValue()))
                .toList();
    }

    private static ReviewPage.Consequence line(String icon, String text) {
        return new ReviewPage.Consequence(icon, text);
    }
}
