package dev.sgen.publishing.schedule;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PendingSchedule;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RequiredRights;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists a site's pending and failed schedules. */
@Component
public class Schedules {
    /** How long a failed schedule is listed if nobody deals with it. */
    public static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int FAILURES = 200;

    private final ScheduleRows rows;
    private final RecordRows records;
    private final AuditReading audit;
    private final Members members;
    private final TimeAndIds time;

    Schedules(ScheduleRows rows, RecordRows records, AuditReading audit, Members members, TimeAndIds time) {
        this.rows = rows;
        this.records = records;
        this.audit = audit;
        this.members = members;
        this.time = time;
    }

    /**
     * A filter for pending schedules.
     *
     * @param environment the environment that holds them; null for both
     * @param from first moment, inclusive, UTC; null for no start
     * @param to last moment, exclusive, UTC; null for no end
     * @param perMoment the maximum number listed per moment; all of them count in {@code together}
     * @param after the cursor of the page, or null for the first one
     */
    public record Question(
            @Nullable Environment environment,
            @Nullable Instant from,
            @Nullable Instant to,
            int perMoment,
            int limit,
            @Nullable String after) {}

    /**
     * A page, ordered by moment.
     *
     * @param next the cursor of the next page, or null
     */
    public record Page(
            List<PendingSchedule> items, @Nullable String next) {}

    /**
     * The pending schedules in the environments that the actor may read, next first.
     *
     * @throws dev.sgen.vocabulary.Refused not-found if the actor is not a member; forbidden if the actor may not read
     *     the requested environment
     */
    public Page pending(Actor actor, SiteId site, Question question) {
        Rights rights = members.rights(actor, site);
        Environment only = question.environment();
        if (only != null) {
            rights.require(Permission.READ, only);
        }
        List<Environment> readable = Arrays.stream(Environment.values())
                .filter(e -> (only == null || e == only) && rights.allow(Permission.READ, e))
                .toList();
        return readable.isEmpty() ? new Page(List.of(), null) : rows.page(site, readable, question);
    }

    /** Whether these rights allow cancelling such a schedule. For user interfaces that offer only what is possible. */
    public static boolean mayCancel(Rights rights, Environment environment, Schedule.Action action, String type) {
        return RequiredRights.mayCancel(rights, environment, action, type);
    }

    /**
     * Schedules that failed in the last 30 days and whose record nobody has dealt with since, newest first (SCHED-21).
     */
    public List<PendingSchedule.Failed> failed(Actor actor, SiteId site) {
        Rights rights = members.rights(actor, site);
        Instant since = time.now().minus(REMEMBERED);
        List<AuditEntry> entries = audit.search(
                        site,
                        new AuditQuery(
                                PublishingOperations.SCHEDULE_FAIL.code(),
                                null,
                                null,
                                null,
                                null,
                                since,
                                null,
                                null,
                                FAILURES))
                .items();
        Set<RecordId> named = entries.stream()
                .flatMap(e -> e.records().stream())
                .map(r -> RecordId.parse(r.id()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (named.isEmpty()) {
            return List.of();
        }
        return unsettled(rights, entries, byId(site, named));
    }

    private Map<RecordId, SiteRecord> byId(SiteId site, Collection<RecordId> ids) {
        Map<RecordId, SiteRecord> found = new HashMap<>();
        records.records(site, ids).forEach(record -> found.put(record.id(), record));
        return found;
    }

    private static List<PendingSchedule.Failed> unsettled(
            Rights rights, List<AuditEntry> entries, Map<RecordId, SiteRecord> records) {
        Map<String, PendingSchedule.Failed> newest = new LinkedHashMap<>();
        for (AuditEntry entry : entries) {
            Environment environment = Environment.parse(Objects.requireNonNullElse(entry.environment(), "staging"));
            if (!rights.allow(Permission.READ, environment)) {
                continue;
            }
            for (AuditEntry.Named named : entry.records()) {
                SiteRecord record = records.get(RecordId.parse(named.id()));
                if (record != null && waits(record, environment, entry, named.id())) {
                    newest.putIfAbsent(named.id() + environment, failed(entry, environment, named));
                }
            }
        }
        return new ArrayList<>(newest.values());
    }

    /** False once the record was dealt with: scheduled again, published by hand, archived or deleted. */
    private static boolean waits(SiteRecord record, Environment environment, AuditEntry entry, String id) {
        Coordinate here = record.in(environment);
        if (here == null || here.archived() || here.schedule() != null) {
            return false;
        }
        boolean promote = entry.details().path("action").asString("").equals(Schedule.Action.PROMOTE.key());
        Coordinate shows = promote ? record.in(Environment.LIVE) : here;
        int wanted = entry.details().path("versions").path(id).asInt(0);
        if (shows == null || shows.published() == null) {
            return true;
        }
        // A promotion may have failed because of a newer version on live; only a version published after the failure
        // counts.
        boolean settled = promote
                ? shows.published() == wanted
                        || (shows.published() > wanted && shows.updatedAt().isAfter(Instant.parse(entry.at())))
                : shows.published() >= wanted;
        return !settled;
    }

    private static PendingSchedule.Failed failed(AuditEntry entry, Environment environment, AuditEntry.Named named) {
        AuditEntry.Who asked = entry.originatingOperator();
        Instant at = Instant.parse(entry.at());
        String planned = entry.details().path("planned").asString("");
        return new PendingSchedule.Failed(
                environment,
                RecordId.parse(named.id()),
                named.type(),
                named.title(),
                planned.isEmpty() ? at : Instant.parse(planned),
                at,
                entry.details().path("reason").asString(""),
                asked == null ? entry.actor().name() : asked.name(),
                entry.id());
    }

    static java.time.OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
