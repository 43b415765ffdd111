package dev.sgen.publishing.record;

import dev.sgen.audit.Operation;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.SystemFacts;
import dev.sgen.content.VersionContents;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.engine.ApprovalGate;
import dev.sgen.publishing.engine.AuditEntries;
import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.Lifecycle;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.RequiredRights;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.VersionFactory;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The operations on records within one environment. Each method is one operation: it checks the permission, lets {@link
 * Lifecycle} decide with the records locked, and commits the result with one audit entry through {@link RecordStore}.
 * Methods that take a list are all or nothing (invariant 12).
 */
@Component
public class Publishing {
    private final RecordStore store;
    private final RecordRows records;
    private final Members members;
    private final ContentTypes types;
    private final VersionFactory versionFactory;
    private final VersionRows versions;
    private final ApprovalGate approvalGate;
    private final TimeAndIds time;

    Publishing(
            RecordStore store,
            RecordRows records,
            Members members,
            ContentTypes types,
            VersionFactory versionFactory,
            VersionRows versions,
            ApprovalGate approvalGate,
            TimeAndIds time) {
        this.versions = versions;
        this.approvalGate = approvalGate;
        this.store = store;
        this.records = records;
        this.members = members;
        this.types = types;
        this.versionFactory = versionFactory;
        this.time = time;
    }

    /** Creates a record as a draft in one environment (REC-11). */
    public SiteRecord create(Actor actor, SiteId site, Environment environment, String typeKey, Contents contents) {
        String role = members.permit(actor, site, Permission.SAVE, environment, List.of(typeKey));
        ContentType type = types.require(site, typeKey);
        VersionContents checked = types.checkSent(site, type, contents, () -> null);
        RecordId id = new RecordId(time.newId());
        Asked asked = new Asked(actor, site, environment, PublishingOperations.SAVE);
        return one(asked, role, id, (lockedRecords, life) -> {
            LockedRecord nothing = new LockedRecord(new SiteRecord(id, typeKey, 0, null, null, null), Map.of());
            return life.begin(nothing, environment, versionFactory.mint(site, 1, type, checked, "save"));
        });
    }

    /**
     * Saves a working version in one environment; the published version stays (SAVE-2).
     *
     * @param expected the working version the operator started from
     * @param contents a null path keeps the present path, so that a new title does not move the page
     * @throws Refused {@link PublishingRefusal.StaleVersion} if somebody saved in between
     */
    public SiteRecord save(
            Actor actor, SiteId site, Environment environment, RecordId id, int expected, Contents contents) {
        Rights rights = members.rights(actor, site).requireSome(Permission.SAVE, environment);
        ContentType type = types.require(site, typeOf(site, id));
        rights.require(Permission.SAVE, environment, List.of(type.key()));
        VersionContents checked = types.checkSent(
                site,
                type,
                versionFactory.keepingPath(site, id, expected, type, contents),
                () -> versionFactory.content(site, id, expected));
        Asked asked = new Asked(actor, site, environment, PublishingOperations.SAVE);
        return one(asked, rights.role(), id, (lockedRecords, life) -> {
            LockedRecord lockedRecord = require(lockedRecords, id);
            Coordinate at = lockedRecord.record().in(environment);
            Transition.Minted minted =
                    versionFactory.mint(site, lockedRecord.record().lastVersion() + 1, type, checked, "save");
            boolean same = at != null
                    && lockedRecord.head(at.working()).hash().equals(minted.hash())
                    && versionFactory.showsTheSame(site, id, at.working(), type);
            return life.save(lockedRecord, environment, expected, same ? null : minted);
        });
    }

    /** Publishes the working versions in one environment (PUB-1). */
    public List<SiteRecord> publish(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, PublishingOperations.PUBLISH);
        return each(asked, Permission.PUBLISH, ids, (lockedRecord, life) -> life.publish(lockedRecord, environment));
    }

    /** Removes records from public view in one environment; they become drafts (PUB-9). */
    public List<SiteRecord> unpublish(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, PublishingOperations.UNPUBLISH);
        return each(
                asked, Permission.UNPUBLISH, ids, (lockedRecord, life) -> life.unpublish(lockedRecord, environment));
    }

    /** Removes records from public view in one environment and archives them (ARCH-1). */
    public List<SiteRecord> archive(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, PublishingOperations.ARCHIVE);
        return each(asked, Permission.ARCHIVE, ids, (lockedRecord, life) -> life.archive(lockedRecord, environment));
    }

    /** Turns archived records into drafts (ARCH-2). */
    public List<SiteRecord> revive(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, PublishingOperations.REVIVE);
        return each(asked, Permission.ARCHIVE, ids, (lockedRecord, life) -> life.revive(lockedRecord, environment));
    }

    /** Deletes records from one environment; their versions stay recoverable (C-22). */
    public List<SiteRecord> delete(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, PublishingOperations.DELETE);
        return each(asked, Permission.DELETE, ids, (lockedRecord, life) -> life.delete(lockedRecord, environment));
    }

    /**
     * Schedules records (SCHED-1). Requires the permission to schedule and everything that doing it now would require,
     * including an approval (invariant 26).
     *
     * @param at a future moment, UTC
     * @throws Refused {@link PublishingRefusal.PastMoment} (SCHED-15); {@link PublishingRefusal.ApprovalNeeded}
     */
    public List<SiteRecord> schedule(
            Actor actor, SiteId site, Environment environment, List<RecordId> ids, Schedule.Action action, Instant at) {
        Rights rights = members.rights(actor, site);
        RequiredRights.someMoment(rights, environment, action);
        Instant now = time.now();
        if (!at.isAfter(now)) {
            throw new Refused(new PublishingRefusal.PastMoment(at, now));
        }
        Schedule schedule = Schedule.of(actor, at, action, 0);
        Map<String, Object> details = Map.of("at", at.toString(), "action", action.key());
        Asked asked = new Asked(actor, site, environment, PublishingOperations.SCHEDULE, details);
        LinkedHashSet<RecordId> distinct = many(rights, asked, ids);
        return commit(asked, rights.role(), distinct, (lockedRecords, life) -> {
            List<Decision> decisions = new ArrayList<>();
            for (RecordId id : distinct) {
                LockedRecord lockedRecord = require(lockedRecords, id);
                RequiredRights.moment(
                        rights, environment, action, lockedRecord.record().type(), lockedRecord.pending(environment));
                decisions.add(life.schedule(lockedRecord, environment, action, at, schedule));
            }
            if (action == Schedule.Action.PROMOTE) {
                approvalGate.requireForMoment(actor, site, ApprovalGate.Going.of(decisions), lockedRecords);
            }
            return decisions;
        });
    }

    /**
     * Cancels schedules (SCHED-5). Requires the permissions that setting them requires, but never an approval
     * (invariant 26).
     */
    public List<SiteRecord> cancelSchedule(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, PublishingOperations.SCHEDULE_CANCEL);
        Rights rights = members.rights(actor, site).requireSome(Permission.SCHEDULE, environment);
        LinkedHashSet<RecordId> distinct = many(rights, asked, ids);
        return commit(
                asked,
                rights.role(),
                distinct,
                (lockedRecords, life) -> distinct.stream()
                        .map(id -> {
                            LockedRecord lockedRecord = require(lockedRecords, id);
                            RequiredRights.cancel(
                                    rights,
                                    environment,
                                    lockedRecord.pending(environment),
                                    lockedRecord.record().type());
                            return life.cancelSchedule(lockedRecord, environment);
                        })
                        .toList());
    }

    /**
     * Recovers an earlier version, as a new version: as the working version only, or published at once (RECOV-3,
     * RECOV-11). The replaced version stays recoverable (RECOV-10).
     *
     * <p>Recovering on live a version that was never on live counts as a promotion, whether published at once or not:
     * it requires the permission to promote, staging must have published the version (PROM-10), and it is refused where
     * approvals are required. The audit entry names the source environment.
     *
     * @throws Refused {@link PublishingRefusal.ApprovalNeeded}; {@link PublishingRefusal.InvalidState} for a draft that
     *     was never published
     */
    public SiteRecord recover(
            Actor actor, SiteId site, Environment environment, RecordId id, int number, boolean publish) {
        Rights rights = members.rights(actor, site).requireSome(Permission.RECOVER, environment);
        if (publish) {
            rights.requireSome(Permission.PUBLISH, environment);
        }
        ContentType type = types.require(site, typeOf(site, id));
        rights.require(Permission.RECOVER, environment, List.of(type.key()));
        if (publish) {
            rights.require(Permission.PUBLISH, environment, List.of(type.key()));
        }
        Version wanted =
                versionFactory.require(site, id, number, mayCross(rights, type, environment) ? null : environment);
        // System facts are determined again: the version may be older than the rule that determines them.
        VersionContents recovered =
                types.systemFacts(site, List.of(wanted.contents())).in(type, wanted.contents());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("recoveredVersion", number);
        details.put("publish", publish);
        boolean crosses = environment == Environment.LIVE
                && versions.find(site, id, number, Environment.LIVE).isEmpty();
        if (crosses) {
            approvalGate.requireRecovery(actor, site, id, wanted);
            details.put("source", Environment.STAGING.key());
        }
        Asked asked = new Asked(actor, site, environment, PublishingOperations.RECOVER, details);
        return one(asked, rights.role(), id, (lockedRecords, life) -> {
            LockedRecord lockedRecord = require(lockedRecords, id);
            return life.recover(
                    lockedRecord,
                    environment,
                    versionFactory.again(
                            site, lockedRecord.record().lastVersion() + 1, type, wanted, recovered, "recover"),
                    publish);
        });
    }

    /**
     * Writes many imported records as one operation with one audit entry. The caller has validated the contents item by
     * item, so that it can report a single bad item. System facts, such as a file's size, are set here, for all records
     * at once.
     *
     * @param operation the operation of the audit entry, such as {@link PublishingOperations#IMPORT}
     * @param details further details of the audit entry
     */
    public List<SiteRecord> bringIn(
            Actor actor,
            SiteId site,
            Environment environment,
            Operation operation,
            List<IncomingRecord> incomingRecord,
            Map<String, Object> details) {
        Permission needed = operation.equals(PublishingOperations.IMPORT) ? Permission.IMPORT : Permission.SAVE;
        Rights rights = members.rights(actor, site);
        rights.require(
                needed,
                environment,
                incomingRecord.stream().map(IncomingRecord::type).distinct().toList());
        if (operation.equals(PublishingOperations.IMPORT)) {
            IncomingRecord.require(rights, environment, incomingRecord);
        }
        String role = rights.role();
        List<RecordId> ids = incomingRecord.stream().map(IncomingRecord::record).toList();
        // Looks up each type once, not once per record.
        Map<String, ContentType> known = new HashMap<>();
        incomingRecord.forEach(item -> known.computeIfAbsent(item.type(), key -> types.require(site, key)));
        SystemFacts facts = types.systemFacts(
                site, incomingRecord.stream().map(IncomingRecord::contents).toList());
        return commit(
                new Asked(actor, site, environment, operation, details),
                role,
                ids,
                (lockedRecords, life) -> incomingRecord.stream()
                        .map(item -> arrive(site, item, known, facts, lockedRecords, life, environment, actor))
                        .toList());
    }

    private Decision arrive(
            SiteId site,
            IncomingRecord item,
            Map<String, ContentType> known,
            SystemFacts facts,
            Map<RecordId, LockedRecord> lockedRecords,
            Lifecycle life,
            Environment environment,
            Actor actor) {
        LockedRecord lockedRecord = lockedRecords.getOrDefault(
                item.record(),
                new LockedRecord(new SiteRecord(item.record(), item.type(), 0, null, null, null), Map.of()));
        ContentType type = Objects.requireNonNull(known.get(item.type()));
        int number = lockedRecord.record().lastVersion() + 1;
        Transition.Minted minted = versionFactory.mint(site, number, type, facts.in(type, item.contents()), "import");
        Integer expected = item.expectedWorking();
        // A record that was new at validation may exist by now, after another import of the same file.
        Decision arrived = expected == null && lockedRecord.record().in(environment) == null
                ? life.begin(lockedRecord, environment, minted)
                : life.save(lockedRecord, environment, expected == null ? 0 : expected, minted);
        return arrived instanceof Decision.Moves(var moved)
                ? new Decision.Moves(Lifecycle.inWishedState(moved, item, actor))
                : arrived;
    }

    /** Recovering a version that was never in this environment means transferring it from the other one. */
    private static boolean mayCross(Rights rights, ContentType type, Environment environment) {
        return environment == Environment.LIVE
                ? rights.allow(Permission.PROMOTE, Environment.LIVE, type.key())
                : rights.allow(Permission.READ, Environment.LIVE);
    }

    private String typeOf(SiteId site, RecordId id) {
        return records.records(site, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("record")))
                .type();
    }

    private static LockedRecord require(Map<RecordId, LockedRecord> lockedRecords, RecordId id) {
        LockedRecord lockedRecord = lockedRecords.get(id);
        if (lockedRecord == null) {
            throw new Refused(new NotFound("record"));
        }
        return lockedRecord;
    }

    /** A requested operation: actor, environment, and further details of the audit entry. */
    private record Asked(
            Actor actor, SiteId site, Environment environment, Operation operation, Map<String, Object> details) {
        Asked(Actor actor, SiteId site, Environment environment, Operation operation) {
            this(actor, site, environment, operation, Map.of());
        }
    }

    private SiteRecord one(
            Asked asked,
            @Nullable String role,
            RecordId id,
            BiFunction<Map<RecordId, LockedRecord>, Lifecycle, Decision> rule) {
        return commit(asked, role, List.of(id), (lockedRecords, life) -> List.of(rule.apply(lockedRecords, life)))
                .getFirst();
    }

    private List<SiteRecord> each(
            Asked asked,
            Permission permission,
            List<RecordId> ids,
            BiFunction<LockedRecord, Lifecycle, Decision> rule) {
        Rights rights = members.rights(asked.actor(), asked.site()).requireSome(permission, asked.environment());
        LinkedHashSet<RecordId> distinct = many(rights, asked, ids);
        return commit(asked, rights.role(), distinct, (lockedRecords, life) -> {
            rights.require(permission, asked.environment(), LockedRecord.types(lockedRecords.values()));
            return distinct.stream()
                    .map(id -> rule.apply(require(lockedRecords, id), life))
                    .toList();
        });
    }

    /** More than one record requires the bulk permission too (BULK-12). */
    private static LinkedHashSet<RecordId> many(Rights rights, Asked asked, List<RecordId> ids) {
        LinkedHashSet<RecordId> distinct = new LinkedHashSet<>(ids);
        if (distinct.size() > 1) {
            rights.require(Permission.BULK, asked.environment());
        }
        return distinct;
    }

    private List<SiteRecord> commit(
            Asked asked,
            @Nullable String role,
            Collection<RecordId> ids,
            BiFunction<Map<RecordId, LockedRecord>, Lifecycle, List<Decision>> rule) {
        UUID operationId = time.newId();
        return store.commit(asked.site(), ids, operationId, (lockedRecords, now) -> {
            List<Decision> decisions =
                    rule.apply(lockedRecords, new Lifecycle(now, asked.actor().personName()));
            return new RecordStore.Plan(
                    RecordStore.allOrNothing(decisions),
                    AuditEntries.act(
                            asked.site(),
                            asked.operation(),
                            operationId,
                            asked.actor(),
                            role,
                            asked.environment(),
                            null,
                            asked.details()));
        });
    }
}
