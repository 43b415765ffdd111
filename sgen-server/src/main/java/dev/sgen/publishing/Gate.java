package dev.sgen.publishing;

import dev.sgen.audit.Act;
import dev.sgen.audit.Operation;
import dev.sgen.member.Members;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
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
 * The one place that all that crosses to live passes, whoever asked and by whichever way: a promote, a
 * release, a trigger. Where a second person's word is needed, each version that goes must stand in an
 * approval that still holds; what is used up here can't be used again.
 */
@Component
class Gate {
    /** The detail by which an operation says which approval it carries out. */
    static final String APPROVAL = "approval";

    private final ApprovalRows approvals;
    private final Members members;

    Gate(ApprovalRows approvals, Members members) {
        this.approvals = approvals;
        this.members = members;
    }

    /**
     * Lets an operation through, or refuses. Call under the records' locks, in the operation's transaction.
     *
     * @return the act, with the approvals that it used among its details
     */
    Act pass(Act act, List<Transition> transitions, Map<RecordId, Standing> before, Instant now) {
        if (act.target() != Environment.LIVE) {
            return act;
        }
        List<Transition> going = transitions.stream()
                .filter(t -> t.environment() == Environment.LIVE)
                .toList();
        Set<RecordId> ids = going.stream().map(Transition::record).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return act;
        }
        boolean needed = needed(act);
        List<Approval> holding = new ArrayList<>();
        Map<RecordId, String> reasons = new LinkedHashMap<>();
        for (Approval approval : approvals.lockGranted(act.site(), ids)) {
            String broken = broken(approval, going, before);
            if (broken == null) {
                holding.add(approval);
            } else {
                approval.records().forEach(b -> reasons.putIfAbsent(b.record(), broken));
                needed |= planned(approval, act);
            }
        }
        if (needed) {
            requireCovered(act, going, holding, reasons);
        }
        return holding.isEmpty() ? act : used(act, holding, now);
    }

    private boolean needed(Act act) {
        boolean limited = act.actor() instanceof Actor.Token
                && members.rights(act.actor(), act.site()).approvedOnly();
        return limited || act.details().containsKey(APPROVAL) || approvals.secondPerson(act.site());
    }

    /** Whether this is the moment that the approval was granted for: then it must hold, whatever the site says. */
    private static boolean planned(Approval approval, Act act) {
        return act.operation() == Operation.SCHEDULE_TRIGGER && approval.plannedAt() != null;
    }

    /** Why the approval doesn't let these pass; null if it does. */
    private static @Nullable String broken(Approval approval, List<Transition> going, Map<RecordId, Standing> before) {
        Map<RecordId, Integer> versions =
                going.stream().collect(Collectors.toMap(Transition::record, Gate::version, (a, b) -> b));
        for (Approval.Bound bound : approval.records()) {
            Integer version = versions.get(bound.record());
            if (version == null && bound.asked()) {
                return "The approval is for “" + bound.title() + "” as well; promote all of it together.";
            }
            if (version != null && version != bound.version()) {
                return "Version " + version + " of “" + bound.title() + "” would go; version " + bound.version()
                        + " was approved.";
            }
            Standing standing = before.get(bound.record());
            String moved = version == null || standing == null ? null : bound.liveChanged(standing.record());
            if (moved != null) {
                return moved;
            }
        }
        return null;
    }

    /** The version that live will show, at once or on its schedule; 0 where the record is taken away. */
    private static int version(Transition t) {
        Coordinate after = t.after();
        if (after == null) {
            return 0;
        }
        Schedule schedule = after.schedule();
        return schedule != null ? schedule.version() : Objects.requireNonNullElse(after.published(), 0);
    }

    private static void requireCovered(
            Act act, List<Transition> going, List<Approval> holding, Map<RecordId, String> reasons) {
        Set<RecordId> covered = holding.stream()
                .filter(a -> named(act, a))
                .map(Approval::records)
                .flatMap(Collection::stream)
                .map(Approval.Bound::record)
                .collect(Collectors.toSet());
        List<PublishingRefusal.ApprovalNeeded.Missing> missing = going.stream()
                .filter(t -> !covered.contains(t.record()))
                .map(t -> new PublishingRefusal.ApprovalNeeded.Missing(
                        t.record(), t.title(), reasons.getOrDefault(t.record(), "")))
                .toList();
        if (!missing.isEmpty()) {
            throw new Refused(new PublishingRefusal.ApprovalNeeded(missing));
        }
    }

    /** An operation that names its approval is carried by that one alone. */
    private static boolean named(Act act, Approval approval) {
        Object name = act.details().get(APPROVAL);
        return name == null || name.equals(approval.id().toString());
    }

    private Act used(Act act, List<Approval> holding, Instant now) {
        for (Approval approval : holding) {
            approvals.close(act.site(), approval.id(), Approval.Standing.GRANTED, Approval.Standing.USED, null, now);
        }
        Map<String, Object> details = new LinkedHashMap<>(act.details());
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
        return new Act(
                act.site(),
                act.operation(),
                act.operationId(),
                act.actor(),
                act.role(),
                act.environment(),
                act.target(),
                act.subjects(),
                act.change(),
                act.visibility(),
                details);
    }
}
