package dev.sgen.admin.audit;

import dev.sgen.admin.shell.AdminWords;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.Operation;
import dev.sgen.publishing.PublishingOperations;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * An audit entry as a sentence: who did what to which record, and where.
 *
 * @param subject the record's title, or the number of records; null for an operation on the site itself
 * @param subjectHref the address of the record, if there is exactly one
 * @param rest the end of the sentence: environments, versions, lateness
 * @param visible whether the operation changed what is shown in the environment
 * @param planned the moment a schedule was set for, or null
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
    /** A short note on who could notice the change; null if nothing shown changed. */
    public @Nullable String effect() {
        return !visible ? null : "staging".equals(environment) ? "shown on staging" : "visitors saw it";
    }

    /**
     * Words an entry.
     *
     * @param base the address prefix of the current environment's pages
     */
    public static AuditSentence of(Operation operation, AuditEntry entry, String base) {
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
                operation.did(),
                subject,
                one ? hrefOf(base, entry.records().getFirst()) : null,
                rest(entry),
                entry.visibility(),
                where,
                planned(entry));
    }

    private static @Nullable Instant planned(AuditEntry entry) {
        String at = entry.operation().equals(PublishingOperations.SCHEDULE.code())
                ? entry.details().path("at").asString("")
                : "";
        try {
            return at.isEmpty() ? null : Instant.parse(at);
        } catch (DateTimeParseException otherwise) {
            return null;
        }
    }

    /** The address of a record or release that an entry names. */
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

    /** Notes that a trigger ran late, because the server was down at its moment (SCHED-18). */
    private static String late(AuditEntry entry) {
        long seconds = entry.details().path("lateSeconds").asLong(0);
        return seconds < LATE
                ? ""
                : ", " + AdminWords.count((int) Math.min(seconds / 60, Integer.MAX_VALUE), "minute") + " late";
    }
}
