package dev.sgen.admin.audit;

import dev.sgen.admin.shell.AdminWords;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.Operation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit entry as one would say it: who did what to which record, where.
 *
 * @param subject the record's title, or how many there were; null for an act on the site itself
 * @param subjectHref the record, if there was one
 * @param planned the moment that a schedule was set for, or null
 */
public record AuditSentence(
        String id,
        String href,
        Instant at,
        String who,
        String did,
        @Nullable String subject,
        @Nullable String subjectHref,
        String rest,
        boolean visible,
        @Nullable String environment,
        @Nullable Instant planned) {
    private static final long LATE = 60;
    private static final Map<String, String> DID = Map.ofEntries(
            Map.entry(Operation.SAVE.code(), "saved"),
            Map.entry(Operation.PUBLISH.code(), "published"),
            Map.entry(Operation.UNPUBLISH.code(), "unpublished"),
            Map.entry(Operation.PROMOTE.code(), "promoted"),
            Map.entry(Operation.PROMOTE_REFUSE.code(), "tried to promote, and may not"),
            Map.entry(Operation.SCHEDULE.code(), "scheduled"),
            Map.entry(Operation.SCHEDULE_CANCEL.code(), "cancelled the schedule of"),
            Map.entry(Operation.SCHEDULE_TRIGGER.code(), "showed, on schedule,"),
            Map.entry(Operation.SCHEDULE_FAIL.code(), "could not show, on schedule,"),
            Map.entry(Operation.ARCHIVE.code(), "archived"),
            Map.entry(Operation.REVIVE.code(), "revived"),
            Map.entry(Operation.DELETE.code(), "deleted"),
            Map.entry(Operation.RECOVER.code(), "recovered"),
            Map.entry(Operation.REFRESH.code(), "refreshed"),
            Map.entry(Operation.REFRESH_UNDO.code(), "undid the refresh of"),
            Map.entry(Operation.APPROVAL_ASK.code(), "asked to promote"),
            Map.entry(Operation.APPROVAL_GRANT.code(), "approved the promotion of"),
            Map.entry(Operation.APPROVAL_DECLINE.code(), "declined to promote"),
            Map.entry(Operation.APPROVAL_WITHDRAW.code(), "took back the request to promote"),
            Map.entry(Operation.APPROVAL_VOID.code(), "voided the request to promote"),
            Map.entry(Operation.IMPORT.code(), "imported"),
            Map.entry(Operation.RELEASE_CREATE.code(), "began the release"),
            Map.entry(Operation.RELEASE_CHANGE.code(), "changed the release"),
            Map.entry(Operation.RELEASE_SCHEDULE.code(), "gave a moment to the release"),
            Map.entry(Operation.RELEASE_CANCEL.code(), "took the moment back of the release"),
            Map.entry(Operation.RELEASE_DELETE.code(), "deleted the release"),
            Map.entry(Operation.RELEASE_PROMOTE.code(), "promoted the release"),
            Map.entry(Operation.RELEASE_FAIL.code(), "could not promote, at its moment, the release"),
            Map.entry(Operation.RELEASE_UNDO.code(), "undid the release"),
            Map.entry(Operation.MEDIA_UPLOAD.code(), "uploaded"),
            Map.entry(Operation.TYPE_CHANGE.code(), "changed the content type"),
            Map.entry(Operation.TYPE_REMOVE.code(), "removed the content type"),
            Map.entry(Operation.SITE_CREATE.code(), "made the site"),
            Map.entry(Operation.SITE_CHANGE.code(), "changed the site’s settings"),
            Map.entry(Operation.HOST_CHANGE.code(), "changed the site’s hosts"),
            Map.entry(Operation.MEMBER_ADD.code(), "added a member"),
            Map.entry(Operation.MEMBER_CHANGE.code(), "changed a member"),
            Map.entry(Operation.MEMBER_REMOVE.code(), "removed a member"),
            Map.entry(Operation.ROLE_CHANGE.code(), "changed a role"),
            Map.entry(Operation.ROLE_REMOVE.code(), "removed a role"),
            Map.entry(Operation.TOKEN_CREATE.code(), "made a token"),
            Map.entry(Operation.TOKEN_REVOKE.code(), "revoked a token"),
            Map.entry(Operation.PREVIEW_CREATE.code(), "made a preview of"),
            Map.entry(Operation.PREVIEW_REVOKE.code(), "revoked a preview"),
            Map.entry(Operation.RETENTION_THIN.code(), "forgot old saves that nobody ever saw of"));

    /** What visitors or colleagues saw of it, in few words; null where nothing that is shown changed. */
    public @Nullable String effect() {
        return !visible ? null : "staging".equals(environment) ? "shown on staging" : "visitors saw it";
    }

    public static AuditSentence of(AuditEntry entry, String base) {
        String did = DID.getOrDefault(
                entry.operation(), entry.operation().replace('.', ' ').toLowerCase(Locale.ROOT));
        boolean release =
                !entry.records().isEmpty() && entry.records().getFirst().type().equals("release");
        boolean one = entry.records().size() == 1 || release;
        String subject = entry.records().isEmpty()
                ? null
                : one
                        ? entry.records().getFirst().title()
                        : AdminWords.count(entry.records().size(), "record");
        String where = entry.targetEnvironment() != null ? entry.targetEnvironment() : entry.environment();
        return new AuditSentence(
                entry.id(),
                base + "/audit/" + entry.id(),
                Instant.parse(entry.at()),
                who(entry),
                did,
                subject,
                one ? hrefOf(base, entry.records().getFirst()) : null,
                rest(entry),
                entry.visibility(),
                where,
                planned(entry));
    }

    private static @Nullable Instant planned(AuditEntry entry) {
        String at = entry.operation().equals(Operation.SCHEDULE.code())
                ? entry.details().path("at").asString("")
                : "";
        try {
            return at.isEmpty() ? null : Instant.parse(at);
        } catch (DateTimeParseException otherwise) {
            return null;
        }
    }

    /** Where what an entry names is looked at. */
    static String hrefOf(String base, AuditEntry.Named named) {
        return base + (named.type().equals("release") ? "/releases/" : "/record/") + named.id();
    }

    private static String who(AuditEntry entry) {
        AuditEntry.Who asked = entry.originatingOperator();
        String name = entry.actor().name();
        String kind = entry.actor().kind().equals("token") ? name + " (token)" : name;
        return asked == null ? kind : kind + " for " + asked.name();
    }

    private static String rest(AuditEntry entry) {
        if (entry.targetEnvironment() != null) {
            return "from " + entry.environment() + " to " + entry.targetEnvironment();
        }
        String version = !entry.visibility()
                ? ""
                : entry.newVersion() != null && entry.priorVersion() != null
                        ? ", v" + entry.newVersion() + " for v" + entry.priorVersion()
                        : entry.newVersion() != null ? ", v" + entry.newVersion() : "";
        return entry.environment() == null ? "" : "on " + entry.environment() + version + late(entry);
    }

    /** A trigger that came late, because the server was down at its moment, says so (SCHED-18). */
    private static String late(AuditEntry entry) {
        long seconds = entry.details().path("lateSeconds").asLong(0);
        return seconds < LATE
                ? ""
                : ", " + AdminWords.count((int) Math.min(seconds / 60, Integer.MAX_VALUE), "minute") + " late";
    }
}
