package dev.sgen.publishing;

import dev.sgen.audit.Operation;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.SystemFacts;
import dev.sgen.content.VersionContents;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.Clockwork;
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
 * The front door of a record's life. Every method is one operation: it asks for the permission, lets
 * {@link Lifecycle} decide under lock, and has {@link Ledger} write the outcome with its one audit
 * entry. A method that takes a list is all or nothing (invariant 12).
 */
@Component
public class Publishing {
    private final Ledger ledger;
    private final RecordRows records;
    private final Members members;
    private final ContentTypes types;
    private final Minting minting;
    private final VersionRows versions;
    private final Gate gate;
    private final Clockwork clockwork;

    Publishing(
            Ledger ledger,
            RecordRows records,
            Members members,
            ContentTypes types,
            Minting minting,
            VersionRows versions,
            Gate gate,
            Clockwork clockwork) {
        this.versions = versions;
        this.gate = gate;
        this.ledger = ledger;
        this.records = records;
        this.members = members;
        this.types = types;
        this.minting = minting;
        this.clockwork = clockwork;
    }

    /** Begins a record as a draft in one environment (REC-11). */
    public SiteRecord create(Actor actor, SiteId site, Environment environment, String typeKey, Contents contents) {
        String role = members.permit(actor, site, Permission.SAVE, environment, List.of(typeKey));
        ContentType type = types.require(site, typeKey);
        VersionContents checked = types.checkSent(site, type, contents, () -> null);
        RecordId id = new RecordId(clockwork.newId());
        Asked asked = new Asked(actor, site, environment, Operation.CREATE);
        return one(asked, role, id, (standings, life) -> {
            Standing nothing = new Standing(new SiteRecord(id, typeKey, 0, null, null, null), Map.of());
            return life.begin(nothing, environment, minting.mint(site, 1, type, checked, "save"));
        });
    }

    /**
     * Keeps the working version of one environment; visitors see no difference (SAVE-2).
     *
     * @param expected the working version the operator started from
     * @param contents a path of null keeps the present one, so that a new title doesn't move the page
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
                minting.keepingPath(site, id, expected, type, contents),
                () -> minting.content(site, id, expected));
        Asked asked = new Asked(actor, site, environment, Operation.SAVE);
        return one(asked, rights.role(), id, (standings, life) -> {
            Standing standing = require(standings, id);
            Coordinate at = standing.record().in(environment);
            Transition.Minted minted = minting.mint(site, standing.record().lastVersion() + 1, type, checked, "save");
            boolean same = at != null
                    && standing.head(at.working()).hash().equals(minted.hash())
                    && minting.showsTheSame(site, id, at.working(), type);
            return life.save(standing, environment, expected, same ? null : minted);
        });
    }

    /** Shows working versions in one environment (PUB-1). */
    public List<SiteRecord> publish(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, Operation.PUBLISH);
        return each(asked, Permission.PUBLISH, ids, (standing, life) -> life.publish(standing, environment));
    }

    /** Takes records off their addresses in one environment; they are drafts again (PUB-9). */
    public List<SiteRecord> unpublish(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, Operation.UNPUBLISH);
        return each(asked, Permission.UNPUBLISH, ids, (standing, life) -> life.unpublish(standing, environment));
    }

    /** Takes records off their addresses in one environment and keeps them aside (ARCH-1). */
    public List<SiteRecord> archive(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, Operation.ARCHIVE);
        return each(asked, Permission.ARCHIVE, ids, (standing, life) -> life.archive(standing, environment));
    }

    /** Brings archived records back as drafts (ARCH-2). */
    public List<SiteRecord> revive(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, Operation.REVIVE);
        return each(asked, Permission.ARCHIVE, ids, (standing, life) -> life.revive(standing, environment));
    }

    /** Takes records out of one environment's record store; their versions stay recoverable (C-22). */
    public List<SiteRecord> delete(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, Operation.DELETE);
        return each(asked, Permission.DELETE, ids, (standing, life) -> life.delete(standing, environment));
    }

    /**
     * Fixes what will be shown at a moment (SCHED-1). It needs what doing it now needs as well as the permission to
     * schedule, a second person's word included (invariant 26).
     *
     * @param at a future moment, UTC
     * @throws Refused {@link PublishingRefusal.PastMoment} (SCHED-15); {@link PublishingRefusal.ApprovalNeeded}
     */
    public List<SiteRecord> schedule(
            Actor actor, SiteId site, Environment environment, List<RecordId> ids, Schedule.Action action, Instant at) {
        Rights rights = members.rights(actor, site);
        RequiredRights.someMoment(rights, environment, action);
        Instant now = clockwork.now();
        if (!at.isAfter(now)) {
            throw new Refused(new PublishingRefusal.PastMoment(at, now));
        }
        Schedule schedule = Schedule.of(actor, at, action, 0);
        Map<String, Object> details = Map.of("at", at.toString(), "action", action.key());
        Asked asked = new Asked(actor, site, environment, Operation.SCHEDULE, details);
        LinkedHashSet<RecordId> distinct = many(rights, asked, ids);
        return commit(asked, rights.role(), distinct, (standings, life) -> {
            List<Decision> decisions = new ArrayList<>();
            for (RecordId id : distinct) {
                Standing standing = require(standings, id);
                RequiredRights.moment(
                        rights, environment, action, standing.record().type(), standing.pending(environment));
                decisions.add(life.schedule(standing, environment, action, at, schedule));
            }
            if (action == Schedule.Action.PROMOTE) {
                gate.requireForMoment(actor, site, Gate.Going.of(decisions), standings);
            }
            return decisions;
        });
    }

    /**
     * Takes schedules back; their triggers never fire (SCHED-5). It needs the permissions that setting them needs: who
     * may not promote takes no promotion back, and nobody needs an approval for it (invariant 26).
     */
    public List<SiteRecord> cancelSchedule(Actor actor, SiteId site, Environment environment, List<RecordId> ids) {
        Asked asked = new Asked(actor, site, environment, Operation.SCHEDULE_CANCEL);
        Rights rights = members.rights(actor, site).requireSome(Permission.SCHEDULE, environment);
        LinkedHashSet<RecordId> distinct = many(rights, asked, ids);
        return commit(
                asked,
                rights.role(),
                distinct,
                (standings, life) -> distinct.stream()
                        .map(id -> {
                            Standing standing = require(standings, id);
                            RequiredRights.cancel(
                                    rights,
                                    environment,
                                    standing.pending(environment),
                                    standing.record().type());
                            return life.cancelSchedule(standing, environment);
                        })
                        .toList());
    }

    /**
     * Puts a version of the past back, as a new version: as the working version, or straight to where
     * visitors see it (RECOV-3, RECOV-11). The version it replaces stays recoverable (RECOV-10).
     *
     * <p>A version that never stood on live crosses to it like a promotion does: it needs that permission, must have
     * been published on staging (PROM-10), and goes by no way at all where a second person is needed; the entry names
     * its source. Whether it is shown at once makes no difference: the next publish there isn't asked.
     *
     * @throws Refused {@link PublishingRefusal.ApprovalNeeded}; {@link PublishingRefusal.InvalidState} for a draft that
     *     nobody published
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
        Version wanted = minting.require(site, id, number, mayCross(rights, type, environment) ? null : environment);
        // What was true of it then is asked anew: the version may be older than the rule that established it.
        VersionContents recovered =
                types.systemFacts(site, List.of(wanted.contents())).in(type, wanted.contents());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("recoveredVersion", number);
        details.put("publish", publish);
        boolean crosses = environment == Environment.LIVE
                && versions.find(site, id, number, Environment.LIVE).isEmpty();
        if (crosses) {
            gate.requireRecovery(actor, site, id, wanted);
            details.put("source", Environment.STAGING.key());
        }
        Asked asked = new Asked(actor, site, environment, Operation.RECOVER, details);
        return one(asked, rights.role(), id, (standings, life) -> {
            Standing standing = require(standings, id);
            return life.recover(
                    standing,
                    environment,
                    minting.again(site, standing.record().lastVersion() + 1, type, wanted, recovered, "recover"),
                    publish);
        });
    }

    /**
     * Brings many records in as one operation with one entry. Contents are checked by the caller, one
     * by one, so that a single bad item can be reported instead of failing the rest. What the system establishes
     * is set here, for all of them at once.
     *
     * @param operation what the trail calls it, such as {@link Operation#IMPORT}
     * @param details what the entry says beside the records
     */
    public List<SiteRecord> bringIn(
            Actor actor,
            SiteId site,
            Environment environment,
            Operation operation,
            List<Incoming> incoming,
            Map<String, Object> details) {
        Permission needed = operation == Operation.IMPORT ? Permission.IMPORT : Permission.SAVE;
        Rights rights = members.rights(actor, site);
        rights.require(
                needed,
                environment,
                incoming.stream().map(Incoming::type).distinct().toList());
        if (operation == Operation.IMPORT) {
            Incoming.require(rights, environment, incoming);
        }
        String role = rights.role();
        List<RecordId> ids = incoming.stream().map(Incoming::record).toList();
        // Each type is looked up once, however many records are of it.
        Map<String, ContentType> known = new HashMap<>();
        incoming.forEach(item -> known.computeIfAbsent(item.type(), key -> types.require(site, key)));
        SystemFacts facts = types.systemFacts(
                site, incoming.stream().map(Incoming::contents).toList());
        return commit(
                new Asked(actor, site, environment, operation, details),
                role,
                ids,
                (standings, life) -> incoming.stream()
                        .map(item -> arrive(site, item, known, facts, standings, life, environment, actor))
                        .toList());
    }

    private Decision arrive(
            SiteId site,
            Incoming item,
            Map<String, ContentType> known,
            SystemFacts facts,
            Map<RecordId, Standing> standings,
            Lifecycle life,
            Environment environment,
            Actor actor) {
        Standing standing = standings.getOrDefault(
                item.record(), new Standing(new SiteRecord(item.record(), item.type(), 0, null, null, null), Map.of()));
        ContentType type = Objects.requireNonNull(known.get(item.type()));
        int number = standing.record().lastVersion() + 1;
        Transition.Minted minted = minting.mint(site, number, type, facts.in(type, item.contents()), "import");
        Integer expected = item.expectedWorking();
        // What was new when somebody looked may have come in since, by another import of the same file.
        Decision arrived = expected == null && standing.record().in(environment) == null
                ? life.begin(standing, environment, minted)
                : life.save(standing, environment, expected == null ? 0 : expected, minted);
        return arrived instanceof Decision.Moves(var moved)
                ? new Decision.Moves(Lifecycle.inWishedState(moved, item, actor))
                : arrived;
    }

    /** To bring back a version that never stood here is to carry it across. */
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

    private static Standing require(Map<RecordId, Standing> standings, RecordId id) {
        Standing standing = standings.get(id);
        if (standing == null) {
            throw new Refused(new NotFound("record"));
        }
        return standing;
    }

    /** One operation as it is asked for: by whom, where, and what its entry says of it beside the records. */
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
            BiFunction<Map<RecordId, Standing>, Lifecycle, Decision> rule) {
        return commit(asked, role, List.of(id), (standings, life) -> List.of(rule.apply(standings, life)))
                .getFirst();
    }

    private List<SiteRecord> each(
            Asked asked, Permission permission, List<RecordId> ids, BiFunction<Standing, Lifecycle, Decision> rule) {
        Rights rights = members.rights(asked.actor(), asked.site()).requireSome(permission, asked.environment());
        LinkedHashSet<RecordId> distinct = many(rights, asked, ids);
        return commit(asked, rights.role(), distinct, (standings, life) -> {
            rights.require(permission, asked.environment(), Standing.types(standings.values()));
            return distinct.stream()
                    .map(id -> rule.apply(require(standings, id), life))
                    .toList();
        });
    }

    /** More than one needs the permission for that as well (BULK-12). */
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
            BiFunction<Map<RecordId, Standing>, Lifecycle, List<Decision>> rule) {
        UUID operationId = clockwork.newId();
        return ledger.commit(asked.site(), ids, operationId, (standings, now) -> {
            List<Decision> decisions =
                    rule.apply(standings, new Lifecycle(now, asked.actor().personName()));
            return new Ledger.Plan(
                    Ledger.allOrNothing(decisions),
                    Telling.act(
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
