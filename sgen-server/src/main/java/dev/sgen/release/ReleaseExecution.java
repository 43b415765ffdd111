package dev.sgen.release;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.Operation;
import dev.sgen.audit.Subject;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.engine.ApprovalGate;
import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.Lifecycle;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.RequiredRights;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.promotion.PromotionConflicts;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Executes the steps of a release on live, all of them or none. One operation with one commit, one audit entry and one
 * revision, so that no visitor sees a part of it (invariants 3 and 12).
 */
@Component
public class ReleaseExecution {
    private final RecordStore store;
    private final RecordRows records;
    private final PromotionConflicts promotionConflicts;
    private final PinnedVersionCheck pinnedVersionCheck;
    private final ApprovalGate approvalGate;
    private final Members members;

    ReleaseExecution(
            RecordStore store,
            RecordRows records,
            PromotionConflicts promotionConflicts,
            PinnedVersionCheck pinnedVersionCheck,
            ApprovalGate approvalGate,
            Members members) {
        this.approvalGate = approvalGate;
        this.store = store;
        this.records = records;
        this.promotionConflicts = promotionConflicts;
        this.pinnedVersionCheck = pinnedVersionCheck;
        this.members = members;
    }

    /**
     * The operation as the audit entry names it.
     *
     * @param set the release; named in the entry before the records
     * @param operationId finds the entry if the connection is lost during the commit
     */
    public record Order(Operation operation, UUID operationId, Subject set, Map<String, Object> details) {}

    /**
     * Writes rows of the caller in the same transaction. May run more than once, because the transaction may be
     * retried.
     */
    public interface Along {
        /**
         * Writes the rows.
         *
         * @throws Refused if the caller's rows have changed; the whole operation is rolled back
         */
        void write(List<ReleaseStep.Taken> taken, String entryId, Instant now);
    }

    /**
     * Executes the steps.
     *
     * @throws Refused {@link PublishingRefusal.LiveMoved} if live changed and {@code onDrift} does not resolve it;
     *     {@link PublishingRefusal.InvalidState} if staging no longer publishes a record; {@link
     *     PublishingRefusal.PathTaken}; {@link ReleaseStepRefusal.NoLongerValid}
     */
    public List<ReleaseStep.Taken> take(
            Actor actor, SiteId site, List<ReleaseStep> steps, OnDrift onDrift, Order order, Along along) {
        Rights rights = permit(actor, site, steps, onDrift);
        pinnedVersionCheck.require(site, steps);
        List<ReleaseStep.Taken> taken = new ArrayList<>();
        store.commit(site, steps.stream().map(ReleaseStep::record).toList(), order.operationId(), (found, now) -> {
            PromotionRules promotionRules = new PromotionRules(now, actor.personName());
            Map<RecordId, LockedRecord> lockedRecords = records.knowing(site, found, pinned(steps));
            List<ReleaseStep> going = steps.stream()
                    .filter(step -> !staysBehind(rights, step, typeOf(lockedRecords, step)))
                    .toList();
            List<Decision> decisions = decide(site, going, lockedRecords, onDrift, promotionRules);
            List<Transition> moved = RecordStore.allOrNothing(decisions);
            requireTypes(rights, going, lockedRecords, moved);
            taken.clear();
            taken.addAll(taken(going, lockedRecords, moved));
            Map<String, Object> details = new LinkedHashMap<>(order.details());
            details.putAll(notes(going, lockedRecords, taken, onDrift, promotionRules));
            List<Map<String, Object>> leftOut = leftOut(steps, going, lockedRecords);
            if (!leftOut.isEmpty()) {
                details.put("leftOut", leftOut);
            }
            return new RecordStore.Plan(
                    moved,
                    act(site, actor, rights.role(), order, details),
                    entry -> along.write(List.copyOf(taken), entry, now),
                    true);
        });
        return List.copyOf(taken);
    }

    /**
     * Refuses to schedule steps that could not be executed now. Each step requires its permissions for the record's
     * type, and an approval where promoting now would require one (invariant 26).
     *
     * @throws Refused {@link PublishingRefusal.ApprovalNeeded}; forbidden
     */
    public void requireMoment(Actor actor, SiteId site, List<VersionPinning.Pinned> pinned) {
        Rights rights = members.rights(actor, site);
        RequiredRights.requireNotOnlyApproved(rights);
        requireMomentRights(rights, pinned);
        List<VersionPinning.Pinned> going = pinned.stream()
                .filter(p -> !staysBehind(rights, p.step(), p.type()))
                .toList();
        approvalGate.requireForMoment(
                actor,
                site,
                going.stream()
                        .map(p -> new ApprovalGate.Going(
                                p.step().record(),
                                p.title(),
                                Objects.requireNonNullElse(p.step().version(), 0)))
                        .toList(),
                records.load(site, going.stream().map(p -> p.step().record()).toList()));
    }

    /**
     * Requires the permissions to cancel a moment: those that setting it requires, but never an approval (invariant
     * 26).
     */
    public void requireCancelling(Actor actor, SiteId site, List<VersionPinning.Pinned> pinned) {
        requireMomentRights(members.rights(actor, site), pinned);
    }

    private static void requireMomentRights(Rights rights, List<VersionPinning.Pinned> pinned) {
        rights.requireSome(Permission.SCHEDULE, Environment.LIVE);
        RequiredRights.someSteps(
                rights, pinned.stream().map(VersionPinning.Pinned::step).toList());
        pinned.stream()
                .filter(p -> !staysBehind(rights, p.step(), p.type()))
                .forEach(p -> RequiredRights.stepAtMoment(rights, p.step().kind(), p.type()));
    }

    /**
     * What the steps would change at their moment, with the present rights of the actor.
     *
     * @throws Refused forbidden, if the actor may not execute them
     */
    List<Decision> foresee(
            Actor actor,
            SiteId site,
            List<ReleaseStep> steps,
            Map<RecordId, LockedRecord> lockedRecords,
            PromotionRules promotionRules) {
        Rights rights = members.rights(actor, site);
        List<ReleaseStep> going = steps.stream()
                .filter(step -> !staysBehind(rights, step, typeOf(lockedRecords, step)))
                .toList();
        requireTypes(rights, going, lockedRecords, List.of());
        return decide(site, going, lockedRecords, OnDrift.REFUSE, promotionRules);
    }

    /**
     * Whether a carried step is skipped, because its type is site-shaping and the actor lacks the settings permission.
     */
    static boolean staysBehind(Rights rights, ReleaseStep step, String type) {
        return step.carried() && rights.lacksSettings(Permission.PROMOTE, Environment.LIVE, type);
    }

    private static List<Map<String, Object>> leftOut(
            List<ReleaseStep> steps, List<ReleaseStep> going, Map<RecordId, LockedRecord> lockedRecords) {
        return steps.stream()
                .filter(step -> !going.contains(step))
                .map(step -> require(lockedRecords, step.record()).record())
                .map(record -> Map.<String, Object>of(
                        "id", record.id().toString(), "type", record.type(), "title", record.title()))
                .toList();
    }

    private static String typeOf(Map<RecordId, LockedRecord> lockedRecords, ReleaseStep step) {
        return require(lockedRecords, step.record()).record().type();
    }

    /** Requires each needed permission for at least one type; checked before anything is read. */
    private Rights permit(Actor actor, SiteId site, List<ReleaseStep> steps, OnDrift onDrift) {
        Rights rights = members.rights(actor, site);
        RequiredRights.someSteps(rights, steps);
        if (onDrift == OnDrift.MERGE) {
            rights.requireSome(Permission.SAVE, Environment.STAGING);
            rights.requireSome(Permission.PUBLISH, Environment.STAGING);
        }
        return rights;
    }

    /** Each kind of step requires its own permission on live for the record's type, whoever added it (invariant 16). */
    private static void requireTypes(
            Rights rights, List<ReleaseStep> steps, Map<RecordId, LockedRecord> lockedRecords, List<Transition> moved) {
        steps.forEach(step -> RequiredRights.step(rights, step.kind(), typeOf(lockedRecords, step)));
        // A merge also publishes a new version on staging.
        moved.stream()
                .filter(t -> t.environment() == Environment.STAGING)
                .forEach(t -> RequiredRights.merge(rights, t.type()));
    }

    /** The decision for each step that changes anything. The caller supplies the records, locked or not. */
    List<Decision> decide(
            SiteId site,
            List<ReleaseStep> steps,
            Map<RecordId, LockedRecord> lockedRecords,
            OnDrift onDrift,
            PromotionRules promotionRules) {
        List<Decision> mergeable = new ArrayList<>();
        List<Decision> others = new ArrayList<>();
        for (ReleaseStep step : steps) {
            LockedRecord lockedRecord = require(lockedRecords, step.record());
            Decision decision = decide(step, lockedRecord, onDrift, promotionRules);
            if (decision == null || step.carried() && !(decision instanceof Decision.Moves)) {
                continue;
            }
            (mergeable(step, lockedRecord, decision) ? mergeable : others).add(decision);
        }
        List<Decision> settled = new ArrayList<>(promotionConflicts.settle(
                site, lockedRecords, others, promotionRules, OnDrift.REFUSE, ConflictResolutions.NONE));
        settled.addAll(promotionConflicts.settle(
                site, lockedRecords, mergeable, promotionRules, onDrift, ConflictResolutions.NONE));
        return settled;
    }

    /**
     * Whether a three-way merge makes sense. It does not if staging publishes a newer version, which the merge would
     * replace, nor if the pinned version is older than live's.
     */
    private static boolean mergeable(ReleaseStep step, LockedRecord lockedRecord, Decision decision) {
        return step.kind() == ReleaseStep.Kind.PROMOTE
                && shownOnStaging(step, lockedRecord)
                && decision instanceof Decision.Drifted(var moved)
                && moved.base() != null
                && !Objects.equals(moved.base(), moved.live());
    }

    static @Nullable Decision decide(
            ReleaseStep step, LockedRecord lockedRecord, OnDrift onDrift, PromotionRules promotionRules) {
        OnDrift here = step.carried() ? OnDrift.REFUSE : onDrift;
        return step.kind() == ReleaseStep.Kind.PROMOTE
                ? promotionRules.promotePinned(lockedRecord, Objects.requireNonNull(step.version()), here)
                : promotionRules.takeAway(lockedRecord, step.kind(), here);
    }

    static boolean shownOnStaging(ReleaseStep step, LockedRecord lockedRecord) {
        Coordinate staging = lockedRecord.record().staging();
        return staging != null && Objects.equals(staging.published(), step.version());
    }

    /** The pinned versions of the steps, by record. */
    public static Map<RecordId, List<Integer>> pinned(List<ReleaseStep> steps) {
        Map<RecordId, List<Integer>> pinned = new LinkedHashMap<>();
        steps.forEach(s -> {
            if (s.version() != null) {
                pinned.computeIfAbsent(s.record(), r -> new ArrayList<>()).add(s.version());
            }
        });
        return pinned;
    }

    private static List<ReleaseStep.Taken> taken(
            List<ReleaseStep> steps, Map<RecordId, LockedRecord> lockedRecords, List<Transition> moved) {
        Map<RecordId, ReleaseStep.Kind> kinds =
                steps.stream().collect(Collectors.toMap(ReleaseStep::record, ReleaseStep::kind, (a, b) -> a));
        Set<RecordId> merged = moved.stream()
                .filter(t -> t.environment() == Environment.STAGING)
                .map(Transition::record)
                .collect(Collectors.toSet());
        return moved.stream()
                .filter(t -> t.environment() == Environment.LIVE)
                .map(t -> new ReleaseStep.Taken(
                        t.record(),
                        Objects.requireNonNull(kinds.get(t.record())),
                        before(t.before()),
                        t.shownAfter(),
                        require(lockedRecords, t.record()).record().base(),
                        merged.contains(t.record())))
                .toList();
    }

    private static ReleaseStep.@Nullable Before before(@Nullable Coordinate live) {
        return live == null ? null : new ReleaseStep.Before(live.archived(), live.working(), live.published());
    }

    /** Audit details: what was overwritten on live on purpose, and what was merged (invariant 7). */
    private static Map<String, Object> notes(
            List<ReleaseStep> steps,
            Map<RecordId, LockedRecord> lockedRecords,
            List<ReleaseStep.Taken> taken,
            OnDrift onDrift,
            PromotionRules promotionRules) {
        Map<String, Object> notes = new LinkedHashMap<>();
        List<String> merged = taken.stream()
                .filter(ReleaseStep.Taken::merged)
                .map(t -> t.record().toString())
                .toList();
        if (!merged.isEmpty()) {
            notes.put("merged", merged);
        }
        if (onDrift == OnDrift.OVERWRITE) {
            List<Map<String, Object>> replaced = new ArrayList<>();
            for (ReleaseStep step : steps) {
                Decision careful = decide(step, require(lockedRecords, step.record()), OnDrift.REFUSE, promotionRules);
                if (!step.carried() && careful instanceof Decision.Drifted(var moved)) {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("id", step.record().toString());
                    one.put("liveVersion", moved.live());
                    one.put("reason", moved.reason());
                    replaced.add(one);
                }
            }
            if (!replaced.isEmpty()) {
                notes.put("overwritten", replaced);
            }
        }
        return notes;
    }

    /** Builds the audit entry, with the release as first subject, followed by every record. */
    static java.util.function.Function<List<Transition>, AuditAct> act(
            SiteId site, Actor actor, String role, Order order, Map<String, Object> details) {
        return transitions -> {
            List<Transition> live = transitions.stream()
                    .filter(t -> t.environment() == Environment.LIVE)
                    .toList();
            List<Subject> subjects = new ArrayList<>(List.of(order.set()));
            live.forEach(t -> subjects.add(new Subject(t.record(), t.type(), t.title())));
            Map<String, Object> told = new LinkedHashMap<>(details);
            told.put("records", live.stream().map(Lifecycle::told).toList());
            boolean visible = transitions.stream().anyMatch(Transition::changesWhatIsShown);
            boolean crosses = order.operation().equals(ReleaseOperations.PROMOTE);
            return new AuditAct(
                    site,
                    order.operation(),
                    order.operationId(),
                    actor,
                    role,
                    crosses ? Environment.STAGING : Environment.LIVE,
                    crosses ? Environment.LIVE : null,
                    subjects,
                    null,
                    visible,
                    told);
        };
    }

    static LockedRecord require(Map<RecordId, LockedRecord> lockedRecords, RecordId id) {
        LockedRecord lockedRecord = lockedRecords.get(id);
        if (lockedRecord == null) {
            throw new Refused(new NotFound("record"));
        }
        return lockedRecord;
    }
}
