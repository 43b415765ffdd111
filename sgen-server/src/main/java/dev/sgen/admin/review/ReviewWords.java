package dev.sgen.admin.review;

import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.Verb;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.State;
import dev.sgen.vocabulary.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The texts of the review pages. */
public final class ReviewWords {
    private ReviewWords() {}

    static String lead(Verb verb, String what, String host, Environment where, boolean one) {
        String who = where == Environment.LIVE ? "Visitors of " + host : "Whoever looks at " + host;
        return switch (verb) {
            case PUBLISH ->
                "Publish " + what + " on " + host + ". " + who + (where == Environment.LIVE ? " see" : " sees")
                        + " it at once" + (where == Environment.STAGING ? "; live stays as it is." : ".");
            case UNPUBLISH ->
                "Take " + what + " off " + host + ". " + (one ? "It becomes a draft" : "They become drafts")
                        + " again.";
            case ARCHIVE ->
                "Put " + what + " aside on " + where.key() + ". "
                        + (one ? "Its address answers" : "Their addresses answer") + " “not found”.";
            case REVIVE ->
                "Bring " + what + " back as " + (one ? "a draft" : "drafts") + " on " + where.key()
                        + ". No visitor sees " + (one ? "it" : "them") + " yet.";
            case DELETE -> "Take " + what + " out of " + where.key() + ".";
            case SCHEDULE ->
                "Choose when " + what + (one ? " appears" : " appear") + " by " + (one ? "itself." : "themselves.");
            case CANCEL_SCHEDULE -> "Take back the schedule of " + what + ". Nothing will happen by itself.";
            case PROMOTE -> "Promote " + what + " to " + host + ".";
        };
    }

    static String button(Verb verb, String what, String host, Environment where) {
        return switch (verb) {
            case PUBLISH -> "Publish " + what + " on " + host + " now";
            case UNPUBLISH -> "Unpublish " + what + " on " + where.key();
            case ARCHIVE, REVIVE -> verb.word() + " " + what + " on " + where.key();
            case DELETE -> "Delete " + what + " from " + where.key();
            case SCHEDULE -> "Schedule " + what;
            case CANCEL_SCHEDULE -> "Cancel the schedule of " + what;
            case PROMOTE -> "Promote " + what + " to " + host + " now";
        };
    }

    static String effect(Verb verb, Coordinate at) {
        Integer published = at.published();
        return switch (verb) {
            case PUBLISH ->
                at.state() == State.ARCHIVED
                        ? "is archived; revive it first"
                        : published == null
                                ? "v" + at.working() + " shows for the first time"
                                : published == at.working()
                                        ? "v" + published + " is published already; nothing changes"
                                        : "v" + at.working() + " replaces v" + published;
            case UNPUBLISH ->
                published == null ? "isn’t published; nothing to take off" : "v" + published + " goes off";
            case ARCHIVE -> published == null ? "no visitor sees it now" : "v" + published + " goes off its address";
            case REVIVE -> "v" + at.working() + " becomes a draft";
            case DELETE -> published == null ? "no visitor sees it now" : "v" + published + " goes off its address";
            case SCHEDULE ->
                at.archived()
                        ? "is archived; revive it first"
                        : "v" + at.working()
                                + (published == null
                                        ? " is its newest"
                                        : " is its newest, v" + published + " published");
            case CANCEL_SCHEDULE -> published == null ? "becomes a draft" : "v" + published + " stays published";
            case PROMOTE -> published == null ? "isn’t published on staging" : "v" + published;
        };
    }

    static List<ReviewPage.Consequence> consequences(Verb verb, Environment where, String host) {
        List<ReviewPage.Consequence> lines = new ArrayList<>();
        String other = where.other().key();
        switch (verb) {
            case PUBLISH -> {
                if (where == Environment.LIVE) {
                    lines.add(line(
                            "arrows-diff",
                            "Staging doesn’t get this change by itself; the lists mark it “live ahead”."));
                }
                lines.add(line(
                        "arrow-back-up",
                        "To go back: put the version it replaces back from the record’s history, or unpublish."));
            }
            case UNPUBLISH, ARCHIVE -> {
                lines.add(line("circle-dashed", "What stands on " + other + " stays as it is."));
                lines.add(line(
                        "arrow-back-up",
                        verb == Verb.ARCHIVE
                                ? "To go back: revive it, then publish. Nothing is lost."
                                : "To go back: publish it again, or recover the version from its history."));
            }
            case DELETE -> {
                lines.add(line("circle-dashed", "What stands on " + other + " stays as it is."));
                lines.add(
                        line(
                                "history",
                                "It leaves every list here. Its versions stay in the history; the audit trail keeps who deleted it."));
            }
            case SCHEDULE -> {
                lines.add(
                        line(
                                "lock",
                                "The version is fixed now. Edits you save later don’t join by themselves; schedule again to include them."));
                lines.add(line(
                        "arrow-back-up",
                        "To go back: cancel the schedule before its moment. What visitors see now stays."));
            }
            default -> {}
        }
        lines.add(line("list-search", "One audit entry records it, with your name."));
        return lines;
    }

    /** The consequences of a promotion to the live host. */
    public static List<ReviewPage.Consequence> promoteConsequences(List<Promotion.Step> steps, String host) {
        List<ReviewPage.Consequence> lines = new ArrayList<>();
        lines.add(line(
                "users",
                "Every visitor of " + host + " sees all of it at the same moment: pages, lists, feeds and search."));
        long left = steps.stream()
                .map(Promotion.Step::left)
                .filter(Objects::nonNull)
                .count();
        if (left > 0) {
            lines.add(line(
                    "circle-dashed",
                    AdminWords.count((int) left, "record")
                            + " with edits on staging that aren’t published there: those edits stay behind."));
        }
        boolean replaces = steps.stream().anyMatch(s -> s.replaces() != null);
        lines.add(line(
                "arrow-back-up",
                replaces
                        ? "To go back: each record’s history on live keeps the version it replaces; put it back from there."
                        : "To go back: unpublish on live. Staging stays as it is."));
        lines.add(line("list-search", "One audit entry records it, with your name."));
        return lines;
    }

    private static ReviewPage.Consequence line(String icon, String text) {
        return new ReviewPage.Consequence(icon, text);
    }
}
