package dev.sgen.publishing.engine;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.OperationProgress;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.VisibilityChanged;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits operations: writes the transitions and their audit entry in one transaction, or nothing (invariants 1 and
 * 12). The only way to change coordinates. Lock order: records by id, environments, head of the audit chain.
 */
@Component
public class RecordStore {
    private static final int ATTEMPTS = 4;

    private final RecordRows records;
    private final TransitionRows rows;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;
    private final ApplicationEventPublisher events;
    private final ApprovalGate approvalGate;

    RecordStore(
            RecordRows records,
            TransitionRows rows,
            AuditTrail trail,
            TransactionTemplate transaction,
            TimeAndIds time,
            ApplicationEventPublisher events,
            ApprovalGate approvalGate) {
        this.records = records;
        this.rows = rows;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
        this.events = events;
        this.approvalGate = approvalGate;
    }

    /**
     * The decision of an operation: its transitions and its audit entry.
     *
     * @param entry builds the audit entry from the transitions
     * @param also runs in the same transaction and receives the id of the audit entry
     * @param always write the audit entry even if no coordinate changes
     */
    public record Plan(
            List<Transition> transitions,
            Function<List<Transition>, AuditAct> entry,
            Consumer<String> also,
            boolean always) {
        public Plan(List<Transition> transitions, Function<List<Transition>, AuditAct> entry, Consumer<String> also) {
            this(transitions, entry, also, false);
        }

        public Plan(List<Transition> transitions, Function<List<Transition>, AuditAct> entry) {
            this(transitions, entry, entryId -> {});
        }
    }

    /**
     * Decides the operation. Called inside the transaction, with the records locked. May be called again if the
     * transaction is retried.
     */
    public interface Rule {
        Plan decide(Map<RecordId, LockedRecord> lockedRecords, Instant now);
    }

    /**
     * Locks the records, decides and writes. Retries after a deadlock or a concurrent publish at the same address.
     * Returns the changed records, as they are afterwards.
     *
     * @throws Refused the refusal of the rule, the approval gate or the address check; nothing is written then
     */
    public List<SiteRecord> commit(SiteId site, Collection<RecordId> ids, UUID operationId, Rule rule) {
        List<VisibilityChanged> visibilityChanged = new ArrayList<>();
        try {
            List<SiteRecord> moved = attempt(site, ids, operationId, rule, visibilityChanged);
            // After the commit and before returning, so that the caller's next request sees the change (PERF-1).
            visibilityChanged.forEach(events::publishEvent);
            return moved;
        } finally {
            if (ids.size() >= OperationProgress.MANY) {
                events.publishEvent(new OperationProgress.Ended(site, operationId));
            }
        }
    }

    private List<SiteRecord> attempt(
            SiteId site,
            Collection<RecordId> ids,
            UUID operationId,
            Rule rule,
            List<VisibilityChanged> visibilityChanged) {
        for (int attempt = 1; ; attempt++) {
            visibilityChanged.clear();
            try {
                return Objects.requireNonNull(transaction.execute(status -> write(site, ids, rule, visibilityChanged)));
            } catch (PessimisticLockingFailureException passing) {
                if (attempt == ATTEMPTS) {
                    throw passing;
                }
            } catch (DuplicateKeyException race) {
                // Two concurrent commits published at one address. On retry the other one is visible and the refusal
                // names it.
                if (attempt == ATTEMPTS) {
                    throw race;
                }
            } catch (TransactionException | DataAccessResourceFailureException lostAnswer) {
                return resolve(site, ids, operationId, lostAnswer);
            }
        }
    }

    /** The connection was lost during the commit. The audit entry tells whether it took effect. */
    private List<SiteRecord> resolve(
            SiteId site, Collection<RecordId> ids, UUID operationId, RuntimeException lostAnswer) {
        try {
            if (!trail.entriesOf(site, operationId).isEmpty()) {
                return records.records(site, ids);
            }
        } catch (DataAccessException stillDown) {
            lostAnswer.addSuppressed(stillDown);
        }
        throw lostAnswer;
    }

    private List<SiteRecord> write(
            SiteId site, Collection<RecordId> ids, Rule rule, List<VisibilityChanged> visibilityChanged) {
        Instant now = time.now();
        Map<RecordId, LockedRecord> lockedRecords = records.lock(site, ids);
        Plan plan = rule.decide(lockedRecords, now);
        List<Transition> transitions = plan.transitions();
        if (transitions.isEmpty() && !plan.always()) {
            // No coordinate changes, so there is no audit entry. Example: a due schedule that another node has carried
            // out already.
            return List.of();
        }
        AuditAct auditAct = approvalGate.pass(plan.entry().apply(transitions), transitions, lockedRecords, now);
        tell(auditAct, ids, OperationProgress.Doing.WRITING);
        rows.mint(site, lockedRecords, transitions, auditAct.actor(), now);
        rows.place(site, transitions);
        List<Transition> visible =
                transitions.stream().filter(Transition::changesWhatIsShown).toList();
        String entryId = trail.newEntryId();
        if (!visible.isEmpty()) {
            tell(auditAct, ids, OperationProgress.Doing.SHOWING);
            rows.refuseTakenPaths(site, visible);
            show(site, visible, entryId, now, visibilityChanged);
        }
        tell(auditAct, ids, OperationProgress.Doing.RECORDING);
        plan.also().accept(entryId);
        trail.append(auditAct, entryId, now);
        return afterwards(lockedRecords, transitions);
    }

    private void tell(AuditAct auditAct, Collection<RecordId> ids, OperationProgress.Doing doing) {
        if (ids.size() >= OperationProgress.MANY) {
            events.publishEvent(OperationProgress.Going.of(auditAct, ids.size(), doing));
        }
    }

    /** The records after the commit, computed from the transitions: a failing read must not hide a successful write. */
    private static List<SiteRecord> afterwards(
            Map<RecordId, LockedRecord> lockedRecords, List<Transition> transitions) {
        Map<RecordId, SiteRecord> moved = new LinkedHashMap<>();
        for (Transition t : transitions) {
            LockedRecord lockedRecord = lockedRecords.get(t.record());
            SiteRecord before = lockedRecord != null
                    ? lockedRecord.record()
                    : new SiteRecord(t.record(), t.type(), t.lastVersion(), t.base(), null, null);
            moved.merge(t.record(), t.applyTo(before), (first, second) -> t.applyTo(first));
        }
        return List.copyOf(moved.values());
    }

    private void show(
            SiteId site,
            List<Transition> visible,
            String entryId,
            Instant now,
            List<VisibilityChanged> visibilityChanged) {
        Map<Environment, List<Transition>> byEnvironment = new EnumMap<>(Environment.class);
        visible.forEach(t -> byEnvironment
                .computeIfAbsent(t.environment(), e -> new ArrayList<>())
                .add(t));
        byEnvironment.forEach((environment, transitions) -> {
            long revision = rows.nextRevision(site, environment, now);
            rows.turnIntervals(site, environment, transitions, revision, entryId, now);
            visibilityChanged.add(new VisibilityChanged(site, environment, revision));
        });
    }

    /** Collects the refusals of all records before anything is written (BULK-11). */
    public static List<Transition> allOrNothing(List<Decision> decisions) {
        Refusals refusals = new Refusals();
        List<Transition> transitions = new ArrayList<>();
        for (Decision decision : decisions) {
            switch (decision) {
                case Decision.Moves(Transition transition) -> transitions.add(transition);
                case Decision.Merges(Transition staging, Transition live) -> {
                    transitions.add(staging);
                    transitions.add(live);
                }
                case Decision.Absent ignored -> throw new Refused(new dev.sgen.vocabulary.NotFound("record"));
                case Decision.Stale(var stale) -> throw new Refused(stale);
                case Decision.Unfit(var standing) -> refusals.unfit.add(standing);
                case Decision.Drifted(var moved) -> refusals.drifted.add(moved);
            }
        }
        refusals.throwIfAny();
        return transitions;
    }

    private static final class Refusals {
        private final List<PublishingRefusal.InvalidState.Standing> unfit = new ArrayList<>();
        private final List<PublishingRefusal.LiveMoved.Moved> drifted = new ArrayList<>();

        void throwIfAny() {
            if (!unfit.isEmpty()) {
                // Reports all obstacles together, of whatever kind (BULK-11).
                drifted.forEach(d -> unfit.add(new PublishingRefusal.InvalidState.Standing(
                        d.record(), d.title(), Environment.LIVE, "drift", d.reason())));
                String more = unfit.size() > 1 ? " (and " + (unfit.size() - 1) + " more; nothing was changed)" : "";
                throw new Refused(new PublishingRefusal.InvalidState(
                        List.copyOf(unfit), unfit.getFirst().reason() + more));
            }
            if (!drifted.isEmpty()) {
                throw new Refused(new PublishingRefusal.LiveMoved(List.copyOf(drifted)));
            }
        }
    }

    /** The rows as a JSON parameter. */
    public static String json(List<?> rows) {
        return Json.write(rows);
    }
}
