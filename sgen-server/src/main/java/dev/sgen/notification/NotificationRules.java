package dev.sgen.notification;

import dev.sgen.audit.AuditEntry;
import dev.sgen.member.OriginatorGone;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which entries of the trail are news, for whom, and in which words. Pure. */
final class NotificationRules {
    private static final int MOST = 4_000;

    private NotificationRules() {}

    /** Whom it concerns. */
    enum Audience {
        /** The member named in the details, alone. */
        NAMED,
        /** Whoever may promote to live, and the member who asked for it. */
        PROMOTERS,
        /** Whoever manages members. */
        KEEPERS
    }

    /**
     * A piece of news.
     *
     * @param member the one it is about or from; null where there is none
     * @param important whether it goes out by mail as well
     */
    record News(
            Audience audience, @Nullable String member, boolean important, String title, String text, String page) {}

    static Optional<News> of(AuditEntry entry) {
        return Optional.ofNullable(
                switch (entry.operation()) {
                    case "schedule.fail" -> failedTrigger(entry);
                    case "approval.ask" -> asked(entry);
                    case "approval.grant" -> answered(entry, "granted", "It can be promoted now.");
                    case "approval.decline" -> answered(entry, "declined", "Change it and ask again.");
                    case "approval.void" ->
                        answered(entry, "void", text(entry, "reason") + " Look at it and ask again.");
                    case "member.add" -> added(entry);
                    case "member.change" -> changed(entry);
                    case "member.remove" -> removed(entry);
                    case "sign-in.fail" -> null;
                    default -> entry.operation().endsWith(".fail") ? failed(entry) : null;
                });
    }

    private static News failedTrigger(AuditEntry entry) {
        String what = what(entry);
        String done = text(entry, "action").equals("promote") ? "promoted" : "published";
        // Whoever set it can't do it any more: this is told at once, as a rule long before the moment.
        boolean orphaned = text(entry, "code").equals(OriginatorGone.CODE);
        return failure(
                entry,
                what + (orphaned ? " will not be " : " was not ") + done + " on schedule",
                "It was due at " + text(entry, "planned")
                        + ". The schedule is taken away; schedule it again once the reason is gone.");
    }

    /** Anything else that was to happen by itself and didn't: a release, a backup. */
    private static News failed(AuditEntry entry) {
        String kind = entry.operation().substring(0, entry.operation().indexOf('.'));
        String name = text(entry, "name");
        String title = name.isEmpty() ? what(entry) : "“" + name + "”";
        return failure(
                entry,
                "The " + kind + " of " + title + " failed",
                "Nothing was changed. Look at the entry, mend the reason, and start it again.");
    }

    private static News failure(AuditEntry entry, String title, String next) {
        AuditEntry.Who asked = entry.originatingOperator();
        String reason = text(entry, "reason");
        return new News(
                Audience.PROMOTERS,
                asked == null ? null : asked.id(),
                true,
                title,
                cut(reason + (reason.isEmpty() || reason.endsWith(".") ? "" : ".") + " " + next),
                environment(entry) + "/audit/" + entry.id());
    }

    private static News asked(AuditEntry entry) {
        String note = text(entry, "note");
        return new News(
                Audience.PROMOTERS,
                null,
                true,
                entry.actor().name() + " asks to promote " + what(entry),
                cut((note.isEmpty() ? "" : "“" + note + "” ")
                        + "Look at what changes on live, then grant or decline it."),
                "staging/approvals/" + text(entry, "approval"));
    }

    private static News answered(AuditEntry entry, String how, String next) {
        String note = text(entry, "note");
        boolean done = entry.details().path("promoted").asBoolean(false);
        String by = how.equals("void") ? "" : " by " + entry.actor().name();
        return new News(
                Audience.NAMED,
                text(entry, "askedBy"),
                true,
                "Your request to promote " + what(entry) + " is " + how + by,
                cut((note.isEmpty() ? "" : "“" + note + "” ") + (done ? "It stands on live." : next)),
                "staging/approvals/" + text(entry, "approval"));
    }

    private static News added(AuditEntry entry) {
        return new News(
                Audience.NAMED,
                text(entry, "member"),
                false,
                "You are a member of this site",
                entry.actor().name() + " added you as " + text(entry, "role") + ".",
                "staging");
    }

    private static @Nullable News changed(AuditEntry entry) {
        if (!entry.details().has("before")) {
            return null;
        }
        return new News(
                Audience.NAMED,
                text(entry, "member"),
                false,
                "Your role is " + text(entry, "role") + " now",
                entry.actor().name() + " changed it from " + text(entry, "before") + ".",
                "staging/members");
    }

    private static News removed(AuditEntry entry) {
        return new News(
                Audience.KEEPERS,
                null,
                false,
                text(entry, "name") + " was taken off the list",
                "Their sessions and tokens ended, and so do the schedules and the releases' moments that they set: set them again in your own name.",
                environment(entry) + "/audit/" + entry.id());
    }

    private static String what(AuditEntry entry) {
        return switch (entry.records().size()) {
            case 0 -> "it";
            case 1 -> "“" + entry.records().getFirst().title() + "”";
            default ->
                "“" + entry.records().getFirst().title() + "” and "
                        + (entry.records().size() - 1) + " more";
        };
    }

    private static String environment(AuditEntry entry) {
        return entry.environment() == null ? "staging" : entry.environment().toLowerCase(Locale.ROOT);
    }

    private static String text(AuditEntry entry, String field) {
        JsonNode value = entry.details().path(field);
        return value.isString() ? value.asString() : "";
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.length() <= MOST ? stripped : stripped.substring(0, MOST) + "…";
    }
}
