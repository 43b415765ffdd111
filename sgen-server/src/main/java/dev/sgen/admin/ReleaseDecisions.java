package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.LiveStep;
import dev.sgen.publishing.StepBack;
import dev.sgen.publishing.Weighed;
import dev.sgen.release.Launching;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseItem;
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

/** Says what a release will do to live, or what taking it back will: per record, for whom, and how to go back. */
@Component
class ReleaseDecisions {
    private final Frames frames;
    private final Launching launching;
    private final ContentTypes types;

    ReleaseDecisions(Frames frames, Launching launching, ContentTypes types) {
        this.frames = frames;
        this.launching = launching;
        this.types = types;
    }

    ReleaseDecisionPage promote(HttpServletRequest request, Place place, Releases.Opened opened) {
        Release release = opened.release();
        String host = frames.hostOf(place, Environment.LIVE);
        Map<RecordId, Weighed> weighed = opened.preflight().stream().collect(Collectors.toMap(Weighed::record, w -> w));
        Map<String, List<DecisionPage.Item>> groups = new LinkedHashMap<>();
        List<String> blocked = new ArrayList<>();
        boolean drifted = false;
        if (!release.pending()) {
            blocked.add(ReleasePages.standing(place.times(), release));
        }
        for (ReleaseItem item : opened.items()) {
            Weighed now = weighed.get(item.record());
            groups.computeIfAbsent(group(item), g -> new ArrayList<>()).add(item(place, item, now));
            for (Weighed.Mark mark : now == null ? List.<Weighed.Mark>of() : now.marks()) {
                if (mark.sign() == Weighed.Sign.DRIFT) {
                    drifted = true;
                } else if (mark.sign().blocks()) {
                    blocked.add(
                            "“" + item.pinned().title() + "”: " + place.times().inWords(mark.sentence()) + ".");
                }
            }
        }
        String what = Words.count(release.items(), "record");
        return new ReleaseDecisionPage(
                frames.inside(request, place, "releases"),
                "Promote “" + release.name() + "”",
                "Promote the release “" + release.name() + "”, " + what + ", to " + host
                        + ". Visitors see all of it at once.",
                ReleasePages.href(place, release) + "/promote",
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
                                new ReleaseDecisionPage.Choice(
                                        "merge", "Keep both where they don’t overlap; refuse where they do"),
                                new ReleaseDecisionPage.Choice(
                                        "overwrite", "Replace it; live’s version stays in the history"))
                        : List.of(),
                ReleasePages.href(place, release));
    }

    private static String group(ReleaseItem item) {
        return item.step().carried()
                ? "Comes along, because it is used"
                : item.step().kind() == LiveStep.Kind.PROMOTE ? "Goes to live" : "Is taken away from live";
    }

    private DecisionPage.Item item(Place place, ReleaseItem item, @Nullable Weighed now) {
        String marks = now == null
                ? ""
                : now.marks().stream()
                        .map(m -> place.times().inWords(m.sentence()))
                        .collect(Collectors.joining(". "));
        return new DecisionPage.Item(
                item.pinned().title(),
                types.all(place.siteId()).stream()
                        .filter(t -> t.key().equals(item.pinned().type()))
                        .map(ContentType::name)
                        .findFirst()
                        .orElse(item.pinned().type()),
                place.base() + "/record/" + item.record(),
                item.pinned().path(),
                ReleasePages.effect(item, now),
                marks.isEmpty() ? null : marks);
    }

    ReleaseDecisionPage undo(HttpServletRequest request, Place place, Releases.Opened opened) {
        Release release = opened.release();
        String host = frames.hostOf(place, Environment.LIVE);
        List<StepBack> back = release.state() == Release.State.PROMOTED
                ? launching.undoPreview(place.actor(), place.siteId(), release.id(), StepBack.OnConflict.REFUSE)
                : List.of();
        Map<String, List<DecisionPage.Item>> groups = new LinkedHashMap<>();
        for (StepBack one : back) {
            groups.computeIfAbsent(group(one.effect()), g -> new ArrayList<>())
                    .add(new DecisionPage.Item(
                            one.title(),
                            "",
                            place.base() + "/record/" + one.record(),
                            null,
                            place.times().inWords(one.sentence()),
                            null));
        }
        boolean conflicts = back.stream().anyMatch(b -> b.effect() == StepBack.Effect.CONFLICT);
        String what = Words.count(back.size(), "record");
        return new ReleaseDecisionPage(
                frames.inside(request, place, "releases"),
                "Undo “" + release.name() + "”",
                "Take the release “" + release.name() + "” back from " + host + ". Visitors see it at once.",
                ReleasePages.href(place, release) + "/undo",
                "Undo " + what + " on " + host + " now",
                release.edition(),
                grouped(groups),
                List.of(
                        line("circle-dashed", "Staging stays as it is, so the work can be mended and promoted again."),
                        line("history", "Every version stays in the history of its record."),
                        line("list-search", "One audit entry records it, with your name.")),
                release.state() == Release.State.PROMOTED
                        ? List.of()
                        : List.of(ReleasePages.standing(place.times(), release)),
                "Some of it was changed on live since, in the same places. What shall stand there?",
                "onConflict",
                conflicts
                        ? List.of(
                                new ReleaseDecisionPage.Choice("keep", "What came later"),
                                new ReleaseDecisionPage.Choice("put-back", "What stood there before the release"))
                        : List.of(),
                ReleasePages.href(place, release));
    }

    private static String group(StepBack.Effect effect) {
        return switch (effect) {
            case PUT_BACK -> "Put back";
            case REMOVED -> "Goes away again";
            case MERGED -> "Put back, with what came later kept";
            case KEPT -> "Stays as it is";
            case CONFLICT -> "Needs your decision";
        };
    }

    private static List<ReleaseDecisionPage.Group> grouped(Map<String, List<DecisionPage.Item>> groups) {
        return groups.entrySet().stream()
                .map(e -> new ReleaseDecisionPage.Group(e.getKey(), e.getValue()))
                .toList();
    }

    private static DecisionPage.Consequence line(String icon, String text) {
        return new DecisionPage.Consequence(icon, text);
    }
}
