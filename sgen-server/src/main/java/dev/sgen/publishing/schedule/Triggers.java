package dev.sgen.publishing.schedule;

import dev.sgen.audit.AuditAct;
import dev.sgen.member.Members;
import dev.sgen.member.Originator;
import dev.sgen.member.OriginatorGone;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.engine.AuditEntries;
import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.Lifecycle;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.RequiredRights;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries out due schedules. The schedule is part of the coordinate, and the transition that publishes the record also
 * removes it. Therefore a schedule takes effect at most once, however many nodes poll (invariant 10). Schedules with
 * the same site, environment, moment, action and originator are carried out as one operation (SCHED-9).
 */
@Component
public class Triggers {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final JdbcClient jdbc;
    private final RecordStore store;
    private final Members members;
    private final TimeAndIds time;

    Triggers(JdbcClient jdbc, RecordStore store, Members members, TimeAndIds time) {
        this.jdbc = jdbc;
        this.store = store;
        this.members = members;
        this.time = time;
    }

    /**
     * Records of one site and environment that the same originator scheduled for the same moment.
     *
     * @param at the moment, UTC
     * @param token the originator's token, or null
     */
    public record Due(
            SiteId site,
            Environment environment,
            Instant at,
            Schedule.Action action,
            @Nullable UUID by,
            String byName,
            @Nullable UUID token,
            List<RecordId> ids) {}

    /** Carries out everything that is due. Returns the number of changed records. */
    public int fireDue() {
        int moved = 0;
        for (Due due : due(time.now(), null)) {
            moved += fire(due);
        }
        return moved;
    }

    /**
     * What is due until a moment, in the order of execution.
     *
     * @param only restricts to one site; null for all sites
     */
    public List<Due> due(Instant until, @Nullable SiteId only) {
        return pending(
                "schedule_at <= :now AND (CAST(:only AS uuid) IS NULL OR site_id = CAST(:only AS uuid))",
                Map.of("now", until.atOffset(ZoneOffset.UTC), "only", only == null ? "" : only.toString()));
    }

    /** All pending schedules of an originator. */
    private List<Due> of(Originator originator) {
        UUID token = originator.token();
        return pending(
                "schedule_at IS NOT NULL AND site_id = CAST(:site AS uuid) AND schedule_by = CAST(:by AS uuid)"
                        + " AND schedule_token IS NOT DISTINCT FROM CAST(:token AS uuid)",
                Map.of(
                        "site", originator.site().toString(),
                        "by", originator.member().toString(),
                        "token", token == null ? "" : token.toString()));
    }

    private List<Due> pending(String which, Map<String, Object> given) {
        Map<String, @Nullable Object> params = new HashMap<>();
        given.forEach((name, value) -> params.put(name, value.equals("") ? null : value));
        return jdbc.sql("""
                        SELECT site_id, environment, schedule_at, schedule_action, schedule_by, schedule_token,
                               min(schedule_by_name) AS by_name, array_agg(record_id ORDER BY record_id) AS ids
                        FROM coordinate WHERE\s""" + which + """
                         GROUP BY site_id, environment, schedule_at, schedule_action, schedule_by, schedule_token
                        ORDER BY schedule_at, site_id, environment, schedule_action, schedule_by, schedule_token""")
                .params(params)
                .query((row, n) -> new Due(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        Environment.parse(row.getString("environment")),
                        row.getObject("schedule_at", OffsetDateTime.class).toInstant(),
                        Schedule.Action.valueOf(row.getString("schedule_action").toUpperCase(java.util.Locale.ROOT)),
                        row.getObject("schedule_by", UUID.class),
                        row.getString("by_name"),
                        row.getObject("schedule_token", UUID.class),
                        java.util.Arrays.stream((UUID[]) row.getArray("ids").getArray())
                                .map(RecordId::new)
                                .toList()))
                .list();
    }

    /**
     * Cancels the schedules of an originator who no longer exists, with audit entries. Returns the number of cancelled
     * schedules.
     */
    int end(Originator gone) {
        int ended = 0;
        for (Due due : of(gone)) {
            try {
                members.rights(actor(due), due.site());
            } catch (Refused refused) {
                if (refused.refusal() instanceof OriginatorGone) {
                    ended += hold(due, actor(due), refused);
                }
            }
        }
        return ended;
    }

    private int fire(Due due) {
        Actor platform = actor(due);
        UUID operationId = time.newId();
        try {
            Rights rights = rights(due);
            return store.commit(
                            due.site(),
                            due.ids(),
                            operationId,
                            (lockedRecords, now) -> plan(due, rights, platform, operationId, lockedRecords, now))
                    .size();
        } catch (Refused refused) {
            hold(due, platform, refused);
            return 0;
        } catch (RuntimeException fault) {
            LOG.error("A trigger of site {} due at {} failed and will be tried again", due.site(), due.at(), fault);
            return 0;
        }
    }

    /** The platform, acting for the originator. */
    static Actor actor(Due due) {
        UUID by = due.by();
        return new Actor.Platform(by == null ? null : new MemberId(by), due.byName(), due.token());
    }

    /** The originator's present rights. */
    public Rights rights(Due due) {
        return members.rights(actor(due), due.site());
    }

    private RecordStore.Plan plan(
            Due due,
            Rights rights,
            Actor platform,
            UUID operationId,
            Map<RecordId, LockedRecord> lockedRecords,
            Instant now) {
        List<Decision> decisions = decide(due, rights, lockedRecords.values(), now);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("planned", due.at().toString());
        details.put("action", due.action().key());
        details.put("lateSeconds", Duration.between(due.at(), now).toSeconds());
        boolean promotes = due.action() == Schedule.Action.PROMOTE;
        Function<List<Transition>, AuditAct> entry = AuditEntries.act(
                due.site(),
                PublishingOperations.SCHEDULE_TRIGGER,
                operationId,
                platform,
                null,
                due.environment(),
                promotes ? Environment.LIVE : null,
                details);
        return new RecordStore.Plan(RecordStore.allOrNothing(decisions), promotes ? Promoting.onLive(entry) : entry);
    }

    /** Decides what happens to the records. Used when the schedule is due and by the simulation. */
    public static List<Decision> decide(Due due, Rights rights, Collection<LockedRecord> lockedRecords, Instant now) {
        Lifecycle life = new Lifecycle(now, actor(due).personName());
        List<LockedRecord> still = lockedRecords.stream()
                .filter(lockedRecord -> stillDue(lockedRecord, due))
                .toList();
        // The originator's present rights decide, not those at the time of scheduling.
        LockedRecord.types(still).forEach(type -> RequiredRights.fire(rights, due.environment(), due.action(), type));
        return still.stream()
                .flatMap(lockedRecord -> moves(lockedRecord, due, life))
                .toList();
    }

    private static Stream<Decision> moves(LockedRecord lockedRecord, Due due, Lifecycle life) {
        Schedule fixed = Objects.requireNonNull(
                Objects.requireNonNull(lockedRecord.record().in(due.environment()))
                        .schedule());
        return due.action() == Schedule.Action.PROMOTE
                ? Stream.of(
                        life.cancelSchedule(lockedRecord, due.environment()),
                        new PromotionRules(life.now(), life.by()).promoteFixed(lockedRecord, fixed.version()))
                : Stream.of(life.trigger(lockedRecord, due.environment(), fixed));
    }

    private static boolean stillDue(LockedRecord lockedRecord, Due due) {
        Coordinate at = lockedRecord.record().in(due.environment());
        Schedule schedule = at == null ? null : at.schedule();
        return schedule != null
                && schedule.at().equals(due.at())
                && schedule.action() == due.action()
                && schedule.sameOriginator(due.by(), due.token());
    }

    /** The scheduled versions, kept so that it can be seen later whether somebody published them by hand. */
    private static Map<String, Integer> versions(Due due, Map<RecordId, LockedRecord> lockedRecords) {
        Map<String, Integer> versions = new LinkedHashMap<>();
        lockedRecords.values().stream()
                .filter(lockedRecord -> stillDue(lockedRecord, due))
                .forEach(lockedRecord -> {
                    Coordinate at = Objects.requireNonNull(lockedRecord.record().in(due.environment()));
                    versions.put(
                            at.record().toString(),
                            Objects.requireNonNull(at.schedule()).version());
                });
        return versions;
    }

    /** A refused schedule is cancelled with an audit entry, so that the records are in a clear state (SCHED-21). */
    private int hold(Due due, Actor platform, Refused refused) {
        UUID operationId = time.newId();
        return store.commit(due.site(), due.ids(), operationId, (lockedRecords, now) -> {
                    Lifecycle life = new Lifecycle(now, platform.personName());
                    List<Decision> decisions = lockedRecords.values().stream()
                            .filter(lockedRecord -> stillDue(lockedRecord, due))
                            .map(lockedRecord -> life.cancelSchedule(lockedRecord, due.environment()))
                            .toList();
                    Map<String, Object> details =
                            new LinkedHashMap<>(refused.refusal().facts());
                    details.put("planned", due.at().toString());
                    details.put("action", due.action().key());
                    details.put("versions", versions(due, lockedRecords));
                    details.put("code", refused.refusal().code());
                    details.put("reason", refused.refusal().detail());
                    return new RecordStore.Plan(
                            RecordStore.allOrNothing(decisions),
                            AuditEntries.act(
                                    due.site(),
                                    PublishingOperations.SCHEDULE_FAIL,
                                    operationId,
                                    platform,
                                    null,
                                    due.environment(),
                                    null,
                                    details));
                })
                .size();
    }
}
