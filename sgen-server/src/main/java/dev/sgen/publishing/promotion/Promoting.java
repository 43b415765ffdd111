package dev.sgen.publishing.promotion;

import dev.sgen.audit.AuditAct;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.member.SiteShaping;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PickedSide;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.ApprovalGate;
import dev.sgen.publishing.engine.AuditEntries;
import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.ReferenceRows;
import dev.sgen.publishing.engine.RequiredRights;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Promotes records from staging to live (PROM-1). Carries the media and layouts they use if live lacks them in the same
 * version; other missing references are only reported.
 */
@Component
public class Promoting {
    private final RecordStore store;
    private final RecordRows records;
    private final ReferenceRows references;
    private final PromotionDependencies promotionDependencies;
    private final PromotionConflicts promotionConflicts;
    private final Members members;
    private final TimeAndIds time;
    private final RefusedPromotionAudit refusedPromotionAudit;

    Promoting(
            RecordStore store,
            RecordRows records,
            ReferenceRows references,
            PromotionDependencies promotionDependencies,
            PromotionConflicts promotionConflicts,
            Members members,
            TimeAndIds time,
            RefusedPromotionAudit refusedPromotionAudit) {
        this.refusedPromotionAudit = refusedPromotionAudit;
        this.promotionDependencies = promotionDependencies;
        this.promotionConflicts = promotionConflicts;
        this.store = store;
        this.records = records;
        this.references = references;
        this.members = members;
        this.time = time;
    }

    /**
     * Promotes all of the records or none, as one operation with one audit entry. A merge also saves and publishes on
     * staging, so it requires those permissions too.
     *
     * @throws Refused {@link PublishingRefusal.LiveMoved} if live changed and {@code onDrift} is {@code REFUSE}, or it
     *     is {@code MERGE} and there are conflicts; {@link PublishingRefusal.InvalidState} if staging does not publish
     *     a record
     */
    public Promotion promote(Actor actor, SiteId site, List<RecordId> ids, OnDrift onDrift) {
        return promote(actor, site, ids, onDrift, ConflictResolutions.NONE);
    }

    /**
     * Promotes with an operator's choices for conflicts; choosing staging for a whole record replaces it on live.
     *
     * @throws Refused {@link PublishingRefusal.MovedSince} if a record has changed since the operator looked
     */
    public Promotion promote(
            Actor actor, SiteId site, List<RecordId> ids, OnDrift onDrift, ConflictResolutions resolutions) {
        return refusedPromotionAudit.watching(actor, site, PublishingOperations.PROMOTE, ids, () -> {
            Rights rights = permit(actor, site, onDrift);
            return promote(actor, rights.role(), site, ids, onDrift, resolutions, Map.of(), Limits.of(rights));
        });
    }

    /** Restricts what a promotion may change. */
    public interface Limits {
        /** No restriction, for requests that another person carries out; the caller checks the rights. */
        Limits NONE = new Limits() {
            @Override
            public void require(List<Transition> moved) {}

            @Override
            public boolean leavesOut(SiteRecord carried) {
                return false;
            }
        };

        /** @throws Refused forbidden, if a transition is not allowed */
        void require(List<Transition> moved);

        /** Whether to leave out a record that would only be carried. */
        boolean leavesOut(SiteRecord carried);

        /** Restricts by rights: also for carried records, and for saving and publishing merged ones (invariant 16). */
        static Limits of(Rights rights) {
            return new Limits() {
                @Override
                public void require(List<Transition> moved) {
                    RequiredRights.promotion(rights, moved);
                }

                @Override
                public boolean leavesOut(SiteRecord carried) {
                    return rights.lacksSettings(Permission.PROMOTE, Environment.LIVE, carried.type());
                }
            };
        }

        /** Restricts by an approval: carries records of site-shaping types only if they were approved. */
        static Limits approved(Set<RecordId> approved) {
            return new Limits() {
                @Override
                public void require(List<Transition> moved) {}

                @Override
                public boolean leavesOut(SiteRecord carried) {
                    return SiteShaping.is(carried.type()) && !approved.contains(carried.id());
                }
            };
        }
    }

    /** Carries out an approval instead of the permission; {@link ApprovalGate} checks that it covers everything. */
    public Promotion promoteApproved(Actor actor, String role, SiteId site, Approval approval) {
        Map<String, Object> named = Map.of(ApprovalGate.APPROVAL, approval.id().toString());
        Set<RecordId> bound =
                approval.records().stream().map(Approval.Bound::record).collect(Collectors.toSet());
        return promote(
                actor,
                role,
                site,
                approval.named(),
                OnDrift.REFUSE,
                ConflictResolutions.NONE,
                named,
                Limits.approved(bound));
    }

    private Promotion promote(
            Actor actor,
            String role,
            SiteId site,
            List<RecordId> ids,
            OnDrift onDrift,
            ConflictResolutions resolutions,
            Map<String, Object> more,
            Limits limits) {
        Set<RecordId> asked = new LinkedHashSet<>(ids);
        Set<RecordId> all = promotionDependencies.with(site, asked);
        UUID operationId = time.newId();
        AtomicReference<Promotion> told = new AtomicReference<>();
        store.commit(site, all, operationId, (lockedRecords, now) -> {
            PromotionRules promotionRules = PromotionRules.of(now, actor);
            Set<RecordId> going = going(asked, all, lockedRecords, limits);
            List<Transition> moved = RecordStore.allOrNothing(
                    decide(site, asked, going, lockedRecords, onDrift, resolutions, promotionRules));
            limits.require(moved);
            Map<String, Object> details = notes(asked, lockedRecords, moved, onDrift, resolutions, promotionRules);
            List<Promotion.LeftOut> leftOut = leftOut(all, going, lockedRecords, promotionRules);
            if (!leftOut.isEmpty()) {
                details.put("leftOut", leftOut.stream().map(Promoting::told).toList());
            }
            details.putAll(more);
            told.set(told(site, true, moved, lockedRecords, asked, List.of(), leftOut));
            return new RecordStore.Plan(
                    moved,
                    onLive(AuditEntries.act(
                            site,
                            PublishingOperations.PROMOTE,
                            operationId,
                            actor,
                            role,
                            Environment.STAGING,
                            Environment.LIVE,
                            details)));
        });
        return Objects.requireNonNull(told.get(), "a commit decided something");
    }

    /** Returns what {@link #promote} would do, without writing. */
    public Promotion preview(Actor actor, SiteId site, List<RecordId> ids, OnDrift onDrift) {
        return preview(actor, site, ids, onDrift, ConflictResolutions.NONE);
    }

    /** The same with an operator's choices. */
    public Promotion preview(
            Actor actor, SiteId site, List<RecordId> ids, OnDrift onDrift, ConflictResolutions resolutions) {
        Rights rights = permit(actor, site, onDrift);
        return weigh(actor, site, ids, onDrift, resolutions, Limits.of(rights));
    }

    /** Like {@link #preview}, but restricted by {@code limits}; the caller checks the actor's rights. */
    public Promotion weigh(
            Actor actor,
            SiteId site,
            List<RecordId> ids,
            OnDrift onDrift,
            ConflictResolutions resolutions,
            Limits limits) {
        Set<RecordId> asked = new LinkedHashSet<>(ids);
        Set<RecordId> all = promotionDependencies.with(site, asked);
        Map<RecordId, LockedRecord> lockedRecords = records.load(site, all);
        PromotionRules promotionRules = PromotionRules.of(time.now(), actor);
        List<Decision> decisions = new ArrayList<>();
        List<PublishingRefusal.LiveMoved.Moved> drifted = new ArrayList<>();
        Set<RecordId> going = going(asked, all, lockedRecords, limits);
        for (Decision decision : decide(site, asked, going, lockedRecords, onDrift, resolutions, promotionRules)) {
            if (decision instanceof Decision.Drifted(var moved)) {
                drifted.add(moved);
            } else {
                decisions.add(decision);
            }
        }
        List<Transition> moved = RecordStore.allOrNothing(decisions);
        limits.require(moved);
        return told(
                site, false, moved, lockedRecords, asked, drifted, leftOut(all, going, lockedRecords, promotionRules));
    }

    /** All records but the carried ones that {@code limits} leaves out. */
    private static Set<RecordId> going(
            Set<RecordId> asked, Set<RecordId> all, Map<RecordId, LockedRecord> lockedRecords, Limits limits) {
        return all.stream()
                .filter(id -> asked.contains(id)
                        || !limits.leavesOut(require(lockedRecords, id).record()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The records left out that could have been promoted. */
    private static List<Promotion.LeftOut> leftOut(
            Set<RecordId> all,
            Set<RecordId> going,
            Map<RecordId, LockedRecord> lockedRecords,
            PromotionRules promotionRules) {
        return all.stream()
                .filter(id -> !going.contains(id))
                .map(id -> require(lockedRecords, id))
                .filter(lockedRecord -> promotionRules.promote(lockedRecord, OnDrift.REFUSE) instanceof Decision.Moves)
                .map(LockedRecord::record)
                .map(r -> new Promotion.LeftOut(r.id(), r.type(), r.title()))
                .toList();
    }

    private static Map<String, Object> told(Promotion.LeftOut left) {
        return Map.of("id", left.record().toString(), "type", left.type(), "title", left.title());
    }

    private Rights permit(Actor actor, SiteId site, OnDrift onDrift) {
        Rights rights = members.rights(actor, site);
        if (onDrift == OnDrift.MERGE) {
            rights.requireSome(Permission.SAVE, Environment.STAGING);
            rights.requireSome(Permission.PUBLISH, Environment.STAGING);
        }
        return rights.requireSome(Permission.PROMOTE, Environment.LIVE);
    }

    private List<Decision> decide(
            SiteId site,
            Set<RecordId> asked,
            Set<RecordId> all,
            Map<RecordId, LockedRecord> lockedRecords,
            OnDrift onDrift,
            ConflictResolutions resolutions,
            PromotionRules promotionRules) {
        List<PublishingRefusal.MovedSince.Moved> overtaken = resolutions.overtaken(LockedRecord.records(lockedRecords));
        if (!overtaken.isEmpty()) {
            throw new Refused(new PublishingRefusal.MovedSince(overtaken));
        }
        List<Decision> decisions = new ArrayList<>();
        for (RecordId id : all) {
            // Carried records are promoted if possible and never overwrite a change on live.
            Decision decision = promotionRules.promote(
                    require(lockedRecords, id), asked.contains(id) ? of(id, onDrift, resolutions) : OnDrift.REFUSE);
            if (asked.contains(id) || decision instanceof Decision.Moves) {
                decisions.add(decision);
            }
        }
        return promotionConflicts.settle(site, lockedRecords, decisions, promotionRules, onDrift, resolutions);
    }

    private static OnDrift of(RecordId id, OnDrift onDrift, ConflictResolutions resolutions) {
        PickedSide whole = resolutions.whole(id);
        if (whole != null && whole != PickedSide.STAGING) {
            throw new Refused(new BadRequest("To keep a record on live as it is, leave it out of the promotion."));
        }
        return whole == null ? onDrift : OnDrift.OVERWRITE;
    }

    /** Restricts the audit entry to the transitions on live; what a merge did on staging is in its details. */
    public static Function<List<Transition>, AuditAct> onLive(Function<List<Transition>, AuditAct> auditAct) {
        return transitions -> auditAct.apply(transitions.stream()
                .filter(t -> t.environment() == Environment.LIVE)
                .toList());
    }

    /** Audit details: which records were overwritten on live on purpose, and which were merged (invariant 7). */
    private static Map<String, Object> notes(
            Set<RecordId> asked,
            Map<RecordId, LockedRecord> lockedRecords,
            List<Transition> moved,
            OnDrift onDrift,
            ConflictResolutions resolutions,
            PromotionRules promotionRules) {
        Map<String, Object> notes = new LinkedHashMap<>();
        List<Map<String, Object>> merged = moved.stream()
                .filter(t -> t.environment() == Environment.STAGING)
                .map(t -> merged(t, require(lockedRecords, t.record()).record(), resolutions.of(t.record())))
                .toList();
        if (!merged.isEmpty()) {
            notes.put("merged", merged);
        }
        Set<RecordId> forced = asked.stream()
                .filter(id -> of(id, onDrift, resolutions) == OnDrift.OVERWRITE)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Map<String, Object>> replaced = overwritten(forced, lockedRecords, promotionRules);
        if (!replaced.isEmpty()) {
            notes.put("overwritten", replaced);
        }
        return notes;
    }

    private static Map<String, Object> merged(
            Transition staging, SiteRecord before, Map<String, PickedSide> pickedSides) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", staging.record().toString());
        one.put("base", before.base());
        one.put("stagingVersion", staging.shownBefore());
        one.put("liveVersion", before.live() == null ? null : before.live().published());
        one.put("version", staging.shownAfter());
        if (!pickedSides.isEmpty()) {
            one.put("picked", ConflictResolutions.told(pickedSides));
        }
        return one;
    }

    private static List<Map<String, Object>> overwritten(
            Set<RecordId> asked, Map<RecordId, LockedRecord> lockedRecords, PromotionRules promotionRules) {
        List<Map<String, Object>> replaced = new ArrayList<>();
        for (RecordId id : asked) {
            if (promotionRules.promote(require(lockedRecords, id), OnDrift.REFUSE)
                    instanceof Decision.Drifted(var moved)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("id", id.toString());
                one.put("liveVersion", moved.live());
                one.put("reason", moved.reason());
                replaced.add(one);
            }
        }
        return replaced;
    }

    private Promotion told(
            SiteId site,
            boolean done,
            List<Transition> moved,
            Map<RecordId, LockedRecord> before,
            Set<RecordId> asked,
            List<PublishingRefusal.LiveMoved.Moved> drifted,
            List<Promotion.LeftOut> leftOut) {
        Set<RecordId> merged = moved.stream()
                .filter(t -> t.environment() == Environment.STAGING)
                .map(Transition::record)
                .collect(Collectors.toSet());
        List<Promotion.Step> steps = moved.stream()
                .filter(t -> t.environment() == Environment.LIVE)
                .map(t -> step(t, require(before, t.record()), asked, merged.contains(t.record())))
                .toList();
        Map<RecordId, Integer> sources = new LinkedHashMap<>();
        // A merge has no stored version yet; its references are taken from staging's version.
        steps.forEach(s -> sources.put(
                s.record(),
                s.merged()
                        ? Objects.requireNonNull(Objects.requireNonNull(
                                        require(before, s.record()).record().staging())
                                .promotable())
                        : s.version()));
        return new Promotion(done, steps, references.missingOnLive(site, sources), drifted, leftOut);
    }

    private static Promotion.Step step(Transition t, LockedRecord lockedRecord, Set<RecordId> asked, boolean merged) {
        Coordinate after = Objects.requireNonNull(t.after());
        Coordinate staging = Objects.requireNonNull(lockedRecord.record().staging());
        Schedule schedule = after.schedule();
        int version = schedule != null ? schedule.version() : Objects.requireNonNull(after.published());
        return new Promotion.Step(
                t.record(),
                t.type(),
                after.title(),
                version,
                t.shownBefore(),
                schedule != null,
                merged || staging.working() == version ? null : Integer.valueOf(staging.working()),
                !asked.contains(t.record()),
                merged);
    }

    private static LockedRecord require(Map<RecordId, LockedRecord> lockedRecords, RecordId id) {
        LockedRecord lockedRecord = lockedRecords.get(id);
        if (lockedRecord == null) {
            throw new Refused(new NotFound("record"));
        }
        return lockedRecord;
    }
}
