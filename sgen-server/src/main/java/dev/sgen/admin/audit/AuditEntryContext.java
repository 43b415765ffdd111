package dev.sgen.admin.audit;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.VersionComparison;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.Operations;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Collects what an audit entry changed, and the related entries of the same record: the save that wrote the version,
 * the schedule that pinned it, and the trigger, publish or promote that made it public (AUDIT-14, AUDIT-22). Shows
 * only what the operator may read.
 */
@Component
class AuditEntryContext {
    private static final int LOOKED_THROUGH = 200;
    private static final int VERSIONS = 50;
    private static final int PAGES = 20;
    private static final Set<String> ABOUT_A_MOMENT = Set.of(
            PublishingOperations.SCHEDULE.code(),
            PublishingOperations.SCHEDULE_TRIGGER.code(),
            PublishingOperations.SCHEDULE_FAIL.code());

    private final AuditReading audit;
    private final RecordReading recordReading;
    private final ContentTypes types;
    private final Operations operations;

    AuditEntryContext(AuditReading audit, RecordReading recordReading, ContentTypes types, Operations operations) {
        this.operations = operations;
        this.audit = audit;
        this.recordReading = recordReading;
        this.types = types;
    }

    List<AuditEntryPage.Subject> subjects(AdminContext context, AuditEntry entry) {
        return entry.records().stream()
                .map(r -> {
                    Shown shown = shown(entry, r.id());
                    String record = context.base() + "/record/" + r.id();
                    boolean both = shown.before() != null
                            && shown.after() != null
                            && !shown.before().equals(shown.after());
                    return new AuditEntryPage.Subject(
                            r.title(),
                            r.type(),
                            record,
                            words(shown),
                            both ? record + "/compare?from=" + shown.before() + "&to=" + shown.after() : null,
                            context.base() + "/audit?record=" + r.id());
                })
                .toList();
    }

    private record Shown(@Nullable Integer before, @Nullable Integer after) {}

    private static @Nullable String words(Shown shown) {
        Integer before = shown.before();
        Integer after = shown.after();
        return before == null && after == null
                ? null
                : before == null
                        ? "v" + after + ", new"
                        : after == null ? "v" + before + " taken off" : "v" + before + " → v" + after;
    }

    /** An entry about one record carries its versions itself; an entry about several has them in its details. */
    private static Shown shown(AuditEntry entry, String record) {
        for (JsonNode told : entry.details().path("records")) {
            if (told.path("id").asString("").equals(record)) {
                return new Shown(number(told.path("priorVersion")), number(told.path("newVersion")));
            }
        }
        return new Shown(entry.priorVersion(), entry.newVersion());
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isNumber() ? node.asInt() : null;
    }

    /**
     * The difference that an entry made to its one record: the version shown before and after, or for a save, the
     * saved version and the one before it. Null if the entry is about several records or none, or changed no content.
     */
    AuditEntryPage.@Nullable Difference difference(AdminContext context, AuditEntry entry) {
        if (entry.records().size() != 1) {
            return null;
        }
        AuditEntry.Named named = entry.records().getFirst();
        RecordId record = RecordId.parse(named.id());
        Integer shown = entry.newVersion();
        List<Version> around = shown == null ? versions(context, entry, record) : List.of();
        Version written = written(around, entry);
        Version below = written == null ? null : below(around, written);
        // The list of versions has no contents, so both versions are loaded separately.
        Version after = exactly(
                context, entry, record, shown != null || written == null ? shown : Integer.valueOf(written.number()));
        Version before = exactly(
                context,
                entry,
                record,
                shown != null ? entry.priorVersion() : below == null ? null : Integer.valueOf(below.number()));
        if (after == null || before == null || before.number() == after.number()) {
            return null;
        }
        ContentType type = type(context, named.type());
        return type == null
                ? null
                : new AuditEntryPage.Difference(
                        List.of("Before, v" + before.number(), "After, v" + after.number()),
                        VersionComparison.of(type, Arrays.asList(before.contents(), after.contents())),
                        context.base() + "/record/" + record + "/compare?from=" + before.number() + "&to="
                                + after.number());
    }

    /** The content type, or null if it was removed: audit entries outlive content types. */
    private @Nullable ContentType type(AdminContext context, String key) {
        try {
            return types.require(context.siteId(), key);
        } catch (Refused removed) {
            return null;
        }
    }

    private @Nullable Version exactly(
            AdminContext context, AuditEntry entry, RecordId record, @Nullable Integer number) {
        try {
            return number == null
                    ? null
                    : recordReading.version(context.actor(), context.siteId(), where(entry), record, number);
        } catch (Refused notTheirs) {
            return null;
        }
    }

    private static Environment where(AuditEntry entry) {
        return Environment.parse(Objects.requireNonNullElse(entry.environment(), "staging"));
    }

    /**
     * The record's versions from the newest down to the one before the entry's moment, within a limit of pages; empty
     * if the operator may not read them.
     */
    private List<Version> versions(AdminContext context, AuditEntry entry, RecordId record) {
        Instant at = Instant.parse(entry.at());
        List<Version> found = new ArrayList<>();
        int before = Integer.MAX_VALUE;
        try {
            for (int page = 0; page < PAGES; page++) {
                List<Version> next = recordReading.versions(
                        context.actor(), context.siteId(), where(entry), record, before, VERSIONS);
                found.addAll(next);
                if (next.size() < VERSIONS || next.getLast().createdAt().isBefore(at)) {
                    break;
                }
                before = next.getLast().number();
            }
        } catch (Refused notTheirs) {
            return List.of();
        }
        return found;
    }

    /** The version that the entry's save wrote: it has the same timestamp as the entry. Null if there is none. */
    private static @Nullable Version written(List<Version> versions, AuditEntry entry) {
        Instant at = Instant.parse(entry.at());
        return versions.stream()
                .filter(v -> v.createdAt().equals(at))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Version below(List<Version> versions, Version after) {
        return versions.stream()
                .filter(v -> v.number() < after.number())
                .max(Comparator.comparing((Version v) -> v.environment() == after.environment())
                        .thenComparing(Version::number))
                .orElse(null);
    }

    /**
     * The entries about the versions and schedules that this entry concerns, oldest first; empty if there are no
     * others.
     */
    List<AuditSentence> told(AdminContext context, AuditEntry entry) {
        if (entry.records().size() != 1) {
            return List.of();
        }
        String id = entry.records().getFirst().id();
        RecordId record = RecordId.parse(id);
        List<AuditEntry> about = audit.search(
                        context.siteId(), AuditQuery.newest(LOOKED_THROUGH).about(record))
                .items();
        List<Version> versions = versions(context, entry, record);
        Set<Integer> numbers = new TreeSet<>();
        Set<String> moments = new TreeSet<>();
        gather(entry, id, versions, numbers, moments);
        // First follows schedules to their triggers, because a trigger's entry names the version that the schedule
        // pinned.
        about.stream().filter(e -> moments.contains(moment(e))).forEach(e -> gather(e, id, versions, numbers, moments));
        about.stream()
                .filter(e ->
                        numbers.contains(Objects.requireNonNullElse(shown(e, id).after(), 0)))
                .forEach(e -> gather(e, id, versions, numbers, moments));
        List<AuditEntry> story = new ArrayList<>(about.stream()
                .filter(e -> belongs(e, id, versions, numbers, moments))
                .toList());
        story.sort(Comparator.comparing((AuditEntry e) -> Instant.parse(e.at())));
        return story.size() < 2
                ? List.of()
                : story.stream()
                        .map(e -> AuditSentence.of(operations.of(e), e, context.base()))
                        .toList();
    }

    private static void gather(
            AuditEntry entry, String id, List<Version> versions, Set<Integer> numbers, Set<String> moments) {
        Integer after = shown(entry, id).after();
        Version written = written(versions, entry);
        if (after != null && entry.visibility()) {
            numbers.add(after);
        } else if (written != null) {
            numbers.add(written.number());
        }
        if (!moment(entry).isEmpty()) {
            moments.add(moment(entry));
        }
    }

    private static boolean belongs(
            AuditEntry entry, String id, List<Version> versions, Set<Integer> numbers, Set<String> moments) {
        Integer after = shown(entry, id).after();
        Version written = written(versions, entry);
        return (entry.visibility() && after != null && numbers.contains(after))
                || (written != null && numbers.contains(written.number()))
                || moments.contains(moment(entry));
    }

    /** The planned moment (UTC, ISO) in an entry about a schedule; empty for other entries. */
    private static String moment(AuditEntry entry) {
        return ABOUT_A_MOMENT.contains(entry.operation())
                ? entry.details()
                        .path("planned")
                        .asString(entry.details().path("at").asString(""))
                : "";
    }
}
