package dev.sgen.publishing.engine;

import dev.sgen.audit.AuditAct;
import dev.sgen.member.Members;
import dev.sgen.member.Originator;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.State;
import dev.sgen.publishing.Version;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks every change of live, whether by a promotion, a release or a schedule. If the site or the token requires a
 * second person, every version going to live must be covered by a valid approval. An approval can be used once; this
 * class marks it as used.
 */
@Component
public class ApprovalGate {
    /** The key in an operation's details that names the approval it carries out. */
    public static final String APPROVAL = "approval";

    private final ApprovalRows approvals;
    private final VersionRows versions;
    private final Members members;

    ApprovalGate(ApprovalRows approvals, VersionRows versions, Members members) {
        this.versions = versions;
        this.approvals = approvals;
        this.members = members;
    }

    /**
     * Lets an operation through, or refuses. Called inside the operation's transaction, with the records locked.
     *
     * @return the audit entry, with the used approvals added to its details
     * @throws Refused {@link PublishingRefusal.ApprovalNeeded}
     */
    AuditAct pass(AuditAct auditAct, List<Transition> transitions, Map<RecordId, LockedRecord> before, Instant now) {
        if (auditAct.target() != Environment.LIVE) {
            return auditAct;
        }
        List<Transition> going = transitions.stream()
                .filter(t -> t.environment() == Environment.LIVE)
                .toList();
        Set<RecordId> ids = going.stream().map(Transition::record).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return auditAct;
        }
        List<Going> steps = going.stream().map(Going::of).toList();
        boolean needed =
                needed(auditAct.actor(), auditAct.site()) || auditAct.details().containsKey(APPROVAL);
        List<Approval> holding = new ArrayList<>();
        Map<RecordId, String> reasons = new LinkedHashMap<>();
        for (Approval approval : approvals.lockGranted(auditAct.site(), ids)) {
            String broken = broken(auditAct.site(), approval, steps, before);
            if (broken == null && named(auditAct, approval)) {
                holding.add(approval);
            } else if (broken != null) {
                approval.records().forEach(b -> reasons.putIfAbsent(b.record(), broken));
                needed |= planned(approval, auditAct);
            }
        }
        if (needed) {
            List<PublishingRefusal.ApprovalNeeded.Missing> missing = uncovered(steps, holding, reasons);
            if (!missing.isEmpty()) {
                throw new Refused(new PublishingRefusal.ApprovalNeeded(missing));
            }
        }
        return holding.isEmpty() ? auditAct : used(auditAct, holding, now);
    }

    /**
     * Refuses to schedule what could not go to live now without an approval (invariant 26). Uses up no approval; at the
     * moment itself {@link #pass} checks again.
     *
     * @param before the records' present coordinates, as far as known
     * @throws Refused {@link PublishingRefusal.ApprovalNeeded}
     */
    public void requireForMoment(Actor actor, SiteId site, List<Going> going, Map<RecordId, LockedRecord> before) {
        if (going.isEmpty() || !needed(actor, site)) {
            return;
        }
        Set<RecordId> ids = going.stream().map(Going::record).collect(Collectors.toSet());
        List<Approval> holding = new ArrayList<>();
        Map<RecordId, String> reasons = new LinkedHashMap<>();
        for (Approval approval : approvals.granted(site, ids)) {
            String broken = broken(site, approval, going, before);
            if (broken == null) {
                holding.add(approval);
            } else {
                approval.records().forEach(b -> reasons.putIfAbsent(b.record(), broken));
            }
        }
        List<PublishingRefusal.ApprovalNeeded.Missing> missing = uncovered(going, holding, reasons);
        if (!missing.isEmpty()) {
            throw new Refused(
                    new PublishingRefusal.ApprovalNeeded(missing, PublishingRefusal.ApprovalNeeded.What.MOMENT));
        }
    }

    /**
     * Refuses to recover a version on live that was never on live, unless a promotion could bring it there: staging
     * must have published it (PROM-10), and no approval may be needed. An approval is bound to a version number, and a
     * recovery makes a copy with a new number.
     *
     * @throws Refused {@link PublishingRefusal.InvalidState}; {@link PublishingRefusal.ApprovalNeeded}
     */
    public void requireRecovery(Actor actor, SiteId site, RecordId id, Version wanted) {
        String title = wanted.contents().title();
        if (versions.everShown(site, Map.of(id, wanted.number())).isEmpty()) {
            throw new Refused(new PublishingRefusal.InvalidState(
                    List.of(new PublishingRefusal.InvalidState.Standing(
                            id, title, Environment.STAGING, State.DRAFT.key(), "It was never published on staging.")),
                    "Version " + wanted.number() + " of “" + title
                            + "” was never published on staging. Publish it there, then promote."));
        }
        if (needed(actor, site)) {
            throw new Refused(PublishingRefusal.ApprovalNeeded.ofRecovery(id, title, wanted.number()));
        }
    }

    /** Whether this actor needs an approval for every change of live. For a schedule, the originator counts. */
    boolean needed(Actor actor, SiteId site) {
        boolean limited =
                Originator.tokenOf(actor) != null && members.rights(actor, site).approvedOnly();
        return limited || approvals.secondPerson(site);
    }

    /**
     * A change of one record on live.
     *
     * @param version the version live will publish, now or on its schedule; 0 if the record is removed
     */
    public record Going(RecordId record, String title, int version) {
        public static List<Going> of(List<Decision> decisions) {
            return decisions.stream()
                    .filter(Decision.Moves.class::isInstance)
                    .map(d -> of(((Decision.Moves) d).transition()))
                    .toList();
        }

        static Going of(Transition t) {
            return new Going(t.record(), t.title(), shown(t));
        }

        private static int shown(Transition t) {
            Coordinate after = t.after();
            if (after == null) {
                return 0;
            }
            Schedule schedule = after.schedule();
            return schedule != null ? schedule.version() : Objects.requireNonNullElse(after.published(), 0);
        }
    }

    /**
     * Whether this is the planned promotion of the approval. Then the approval must be valid, even if the site requires
     * none any more.
     */
    private static boolean planned(Approval approval, AuditAct auditAct) {
        return auditAct.operation() == PublishingOperations.SCHEDULE_TRIGGER && approval.plannedAt() != null;
    }

    /** The reason why the approval does not cover these changes; null if it does. */
    private @Nullable String broken(
            SiteId site, Approval approval, List<Going> going, Map<RecordId, LockedRecord> before) {
        String changed = changed(approval, going, before);
        return changed != null ? changed : withdrawn(site, approval);
    }

    /** An approval is valid only while the approver may still promote these records (invariants 10 and 16). */
    private @Nullable String withdrawn(SiteId site, Approval approval) {
        MemberId by = approval.decidedBy();
        if (by == null) {
            return null;
        }
        String name = Objects.requireNonNullElse(approval.decidedByName(), "");
        List<String> types =
                approval.records().stream().map(Approval.Bound::type).distinct().toList();
        try {
            members.rights(new Actor.Platform(by, name), site).require(Permission.PROMOTE, Environment.LIVE, types);
            return null;
        } catch (Refused gone) {
            return name + ", who granted it, may not promote it any more.";
        }
    }

    private static @Nullable String changed(Approval approval, List<Going> going, Map<RecordId, LockedRecord> before) {
        Map<RecordId, Integer> versions =
                going.stream().collect(Collectors.toMap(Going::record, Going::version, (a, b) -> b));
        for (Approval.Bound bound : approval.records()) {
            Integer version = versions.get(bound.record());
            if (version == null && bound.asked()) {
                return "The approval is for “" + bound.title() + "” as well; promote all of it together.";
            }
            if (version != null && version != bound.version()) {
                return "Version " + version + " of “" + bound.title() + "” would go; version " + bound.version()
                        + " was approved.";
            }
            LockedRecord lockedRecord = before.get(bound.record());
            String moved = version == null || lockedRecord == null ? null : bound.liveChanged(lockedRecord.record());
            if (moved != null) {
                return moved;
            }
        }
        return null;
    }

    private static List<PublishingRefusal.ApprovalNeeded.Missing> uncovered(
            List<Going> going, List<Approval> holding, Map<RecordId, String> reasons) {
        Set<RecordId> covered = holding.stream()
                .map(Approval::records)
                .flatMap(Collection::stream)
                .map(Approval.Bound::record)
                .collect(Collectors.toSet());
        return going.stream()
                .filter(g -> !covered.contains(g.record()))
                .map(g -> new PublishingRefusal.ApprovalNeeded.Missing(
                        g.record(), g.title(), reasons.getOrDefault(g.record(), "")))
                .toList();
    }

    /** An operation that names an approval can use only that one. */
    private static boolean named(AuditAct auditAct, Approval approval) {
        Object name = auditAct.details().get(APPROVAL);
        return name == null || name.equals(approval.id().toString());
    }

    private AuditAct used(AuditAct auditAct, List<Approval> holding, Instant now) {
        for (Approval approval : holding) {
            approvals.close(
                    auditAct.site(), approval.id(), Approval.Standing.GRANTED, Approval.Standing.USED, null, now);
        }
        Map<String, Object> details = new LinkedHashMap<>(auditAct.details());
        details.remove(APPROVAL);
        details.put(
                "approvals",
                holding.stream()
                        .map(a -> Map.of(
                                "id",
                                a.id().toString(),
                                "askedBy",
                                a.askedByName(),
                                "grantedBy",
                                Objects.requireNonNullElse(a.decidedByName(), "")))
                        .toList());
        return new AuditAct(
                auditAct.site(),
                auditAct.operation(),
                auditAct.operationId(),
                auditAct.actor(),
                auditAct.role(),
                auditAct.environment(),
                auditAct.target(),
                auditAct.subjects(),
                auditAct.change(),
                auditAct.visibility(),
                details);
    }
}
