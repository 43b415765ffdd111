package dev.sgen.publishing.approval;

import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.PublishingRefusal.ApprovalState;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.ApprovalGate;
import dev.sgen.publishing.engine.ApprovalRows;
import dev.sgen.publishing.engine.RequiredRights;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests to promote, and their answers. What is granted is exactly what was seen: {@link ApprovalGate} lets only
 * those versions pass, only onto that state of live, and only once.
 */
@Component
public class Approvals {
    private static final int MAX_NOTE = 2_000;

    private final ApprovalRows rows;
    private final ApprovalInvalidation approvalInvalidation;
    private final Promoting promoting;
    private final Publishing publishing;
    private final Members members;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    Approvals(
            ApprovalRows rows,
            ApprovalInvalidation approvalInvalidation,
            Promoting promoting,
            Publishing publishing,
            Members members,
            AuditTrail trail,
            TransactionTemplate transaction,
            TimeAndIds time) {
        this.rows = rows;
        this.approvalInvalidation = approvalInvalidation;
        this.promoting = promoting;
        this.publishing = publishing;
        this.members = members;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    /**
     * Requests the promotion of records, with everything they use. Requires the permission to save them on staging.
     *
     * @throws Refused as {@link Promoting#promote} would, except for lack of permission: what can't be promoted now
     *     needs no review
     */
    public Approval ask(Actor actor, SiteId site, List<RecordId> ids, String note) {
        Rights rights = members.rights(actor, site).requireSome(Permission.SAVE, Environment.STAGING);
        Promotion plan =
                promoting.weigh(actor, site, ids, OnDrift.REFUSE, ConflictResolutions.NONE, Promoting.Limits.NONE);
        if (!plan.drifted().isEmpty()) {
            throw new Refused(new PublishingRefusal.LiveMoved(plan.drifted()));
        }
        Map<RecordId, SiteRecord> now = approvalInvalidation.now(
                site, plan.records().stream().map(Promotion.Step::record).toList());
        List<Approval.Bound> bound = plan.records().stream()
                .map(s -> Approval.Bound.of(
                        Objects.requireNonNull(now.get(s.record())), s.title(), s.version(), !s.carriedFor()))
                .toList();
        return ask(actor, rights, site, bound, note, null);
    }

    /** One step of a release: the version live will publish, or null if the record is removed. */
    public record Step(
            RecordId record, String title, @Nullable Integer version, boolean carried) {}

    /**
     * Requests the promotion of a release. The request is bound to the release's own versions, not to what staging
     * publishes; a change on live or of the release voids it (see {@link ApprovalInvalidation#releaseChanged}).
     *
     * @throws Refused {@link NotFound} if a record does not exist
     */
    public Approval askForRelease(Actor actor, SiteId site, UUID release, List<Step> steps, String note) {
        Rights rights = members.rights(actor, site).requireSome(Permission.SAVE, Environment.STAGING);
        if (steps.isEmpty()) {
            throw new Refused(new BadRequest("There is nothing in this release. Add records first."));
        }
        Map<RecordId, SiteRecord> now =
                approvalInvalidation.now(site, steps.stream().map(Step::record).toList());
        List<Approval.Bound> bound = steps.stream()
                .map(s -> {
                    SiteRecord record = now.get(s.record());
                    if (record == null) {
                        throw new Refused(new NotFound("record"));
                    }
                    return Approval.Bound.of(
                            record, s.title(), Objects.requireNonNullElse(s.version(), 0), !s.carried());
                })
                .toList();
        return ask(actor, rights, site, bound, note, release);
    }

    private Approval ask(
            Actor actor, Rights rights, SiteId site, List<Approval.Bound> bound, String note, @Nullable UUID release) {
        MemberId self = actor.memberOrNull();
        if (self == null) {
            throw new Refused(new BadRequest("A person or a program asks, not the platform itself."));
        }
        rights.require(
                Permission.SAVE,
                Environment.STAGING,
                bound.stream()
                        .filter(Approval.Bound::asked)
                        .map(Approval.Bound::type)
                        .distinct()
                        .toList());
        Approval asked = Approval.asked(
                time.newId(),
                checked(note),
                self,
                actor.personName(),
                actor instanceof Actor.Token t ? t.token() : null,
                time.now(),
                release,
                bound);
        transaction.executeWithoutResult(tx -> {
            rows.add(site, asked);
            append(actor, rights.role(), site, PublishingOperations.APPROVAL_ASK, asked, Map.of("note", asked.note()));
        });
        return asked;
    }

    /** The approvals of a site, newest first. Requires the permission to read staging. */
    public List<Approval> list(Actor actor, SiteId site, boolean openOnly, int limit, @Nullable UUID before) {
        members.permit(actor, site, Permission.READ, Environment.STAGING);
        return rows.of(site, openOnly, limit, before).stream()
                .map(a -> approvalInvalidation.judged(site, a))
                .toList();
    }

    /** The newest open request of a release. The caller checks the permission. */
    public Optional<Approval> openOf(SiteId site, UUID release) {
        return rows.ofRelease(site, release)
                .map(a -> approvalInvalidation.judged(site, a))
                .filter(a -> a.state() == Approval.Standing.ASKED || a.state() == Approval.Standing.GRANTED);
    }

    /** Whether the actor needs an approval to change live. */
    public boolean secondPerson(Actor actor, SiteId site) {
        return rows.secondPerson(site)
                || actor instanceof Actor.Token && members.rights(actor, site).approvedOnly();
    }

    /** The number of requests awaiting an answer; 0 for actors who may not promote. */
    public int waiting(Actor actor, SiteId site) {
        return members.rights(actor, site).allowSome(Permission.PROMOTE, Environment.LIVE) ? rows.waiting(site) : 0;
    }

    /**
     * An approval in its present state; void if anything has changed since.
     *
     * @throws Refused {@link NotFound}
     */
    public Approval require(Actor actor, SiteId site, UUID id) {
        members.permit(actor, site, Permission.READ, Environment.STAGING);
        return approvalInvalidation.judged(site, found(site, id));
    }

    /**
     * Grants a request. Only a person who may promote all of its records and who did not make the request.
     *
     * @param promote whether to promote at once
     * @param at when the platform is to promote, a future moment, UTC; null for no schedule
     * @throws Refused {@link ApprovalState} if the request is not open
     */
    public Approval grant(Actor actor, SiteId site, UUID id, String answer, boolean promote, @Nullable Instant at) {
        if (promote && at != null) {
            throw new Refused(new BadRequest("Promote now or at a moment, not both."));
        }
        Approval open = requireOpen(site, id, Approval.Standing.ASKED);
        Rights rights = deciding(actor, site, open);
        Approval asked = open.grantable(rights);
        requireAnother(actor, site, asked);
        if (promote || at != null) {
            requireNoRelease(asked);
            Promotion plan = promoting.weigh(
                    actor, site, asked.named(), OnDrift.REFUSE, ConflictResolutions.NONE, Promoting.Limits.NONE);
            if (!plan.drifted().isEmpty()) {
                throw new Refused(new PublishingRefusal.LiveMoved(plan.drifted()));
            }
        }
        if (at != null) {
            requireMoment(rights, asked, at);
        }
        Map<String, Object> told = new LinkedHashMap<>(Map.of("note", checked(answer), "promoted", promote));
        if (at != null) {
            told.put("at", at.toString());
        }
        List<Map<String, String>> leftOut = open.without(asked);
        if (!leftOut.isEmpty()) {
            told.put("leftOut", leftOut);
        }
        decide(
                actor,
                rights,
                site,
                asked,
                Approval.Standing.GRANTED,
                answer,
                at,
                PublishingOperations.APPROVAL_GRANT,
                told);
        if (promote) {
            promoting.promoteApproved(actor, rights.role(), site, asked);
        }
        if (at != null) {
            publishing.schedule(actor, site, Environment.STAGING, asked.named(), Schedule.Action.PROMOTE, at);
        }
        return require(actor, site, id);
    }

    /** Checked before granting, so that no audit entry names a schedule that was refused. */
    private void requireMoment(Rights rights, Approval asked, Instant at) {
        RequiredRights.someMoment(rights, Environment.STAGING, Schedule.Action.PROMOTE);
        asked.records().stream()
                .filter(Approval.Bound::asked)
                .forEach(b ->
                        RequiredRights.moment(rights, Environment.STAGING, Schedule.Action.PROMOTE, b.type(), null));
        if (asked.named().size() > 1) {
            rights.require(Permission.BULK, Environment.STAGING);
        }
        if (!at.isAfter(time.now())) {
            throw new Refused(new PublishingRefusal.PastMoment(at, time.now()));
        }
    }

    /** Declines a request. Requires the same rights as granting it. */
    public Approval decline(Actor actor, SiteId site, UUID id, String answer) {
        Approval asked = requireOpen(site, id, Approval.Standing.ASKED);
        Rights rights = deciding(actor, site, asked);
        decide(
                actor,
                rights,
                site,
                asked,
                Approval.Standing.DECLINED,
                answer,
                null,
                PublishingOperations.APPROVAL_DECLINE,
                Map.of("note", checked(answer)));
        return require(actor, site, id);
    }

    /** Withdraws a request or a granted approval. For the requester and for those who may decide. */
    public Approval withdraw(Actor actor, SiteId site, UUID id) {
        Approval open = found(site, id);
        if (!open.state().open()) {
            throw new Refused(new ApprovalState(open.state().key()));
        }
        Rights rights = members.rights(actor, site);
        if (open.askedBy().equals(actor.memberOrNull())) {
            requireAsking(rights, open);
        } else {
            rights = deciding(actor, site, open);
        }
        String role = rights.role();
        transaction.executeWithoutResult(tx -> {
            closeOrRefuse(site, open, Approval.Standing.WITHDRAWN, null);
            append(actor, role, site, PublishingOperations.APPROVAL_WITHDRAW, open, Map.of());
        });
        return require(actor, site, id);
    }

    /**
     * Promotes what was granted. For the requester, even without the permission to promote, and for those who have it.
     * {@link ApprovalGate} checks that the approver still has that permission.
     *
     * @param named if not null, must be exactly the approval's records
     * @throws Refused {@link ApprovalState}; {@link PublishingRefusal.ApprovalNeeded} if it is no longer valid
     */
    public Promotion promote(Actor actor, SiteId site, UUID id, @Nullable List<RecordId> named) {
        Approval granted = requireOpen(site, id, Approval.Standing.GRANTED);
        requireNoRelease(granted);
        Rights rights = members.rights(actor, site);
        if (granted.askedBy().equals(actor.memberOrNull())) {
            requireAsking(rights, granted);
        } else {
            rights.require(Permission.PROMOTE, Environment.LIVE, types(granted));
        }
        if (named != null && !Set.copyOf(named).equals(Set.copyOf(granted.named()))) {
            throw new Refused(new BadRequest("The approval is for other records. Name exactly its own, or none."));
        }
        return promoting.promoteApproved(actor, rights.role(), site, granted);
    }

    /** A requester's token must itself have the rights to make the request (ROLE-9). */
    private static void requireAsking(Rights rights, Approval approval) {
        approval.records().stream()
                .filter(Approval.Bound::asked)
                .forEach(b -> rights.require(Permission.SAVE, Environment.STAGING, List.of(b.type())));
    }

    /** The open requests of a member. */
    List<Approval> openOf(SiteId site, MemberId member) {
        return rows.of(site, true, 1_000, null).stream()
                .filter(a -> a.askedBy().equals(member))
                .toList();
    }

    private Approval found(SiteId site, UUID id) {
        return rows.find(site, id).orElseThrow(() -> new Refused(new NotFound("approval")));
    }

    private Approval requireOpen(SiteId site, UUID id, Approval.Standing expected) {
        Approval judged = approvalInvalidation.judged(site, found(site, id));
        if (judged.state() != expected) {
            String reason = judged.reason();
            throw new Refused(new ApprovalState(judged.state().key() + (reason == null ? "" : ". " + reason)));
        }
        return judged;
    }

    private Rights deciding(Actor actor, SiteId site, Approval approval) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.PROMOTE, Environment.LIVE, types(approval.grantable(rights)));
        if (!(actor instanceof Actor.Operator)) {
            throw new Refused(new BadRequest("A person decides this, not a program."));
        }
        return rights;
    }

    /**
     * Nobody may decide their own request. Exception: a request made by one's own token, if the site does not require a
     * second person.
     */
    private void requireAnother(Actor actor, SiteId site, Approval asked) {
        boolean own = asked.askedBy().equals(actor.memberOrNull());
        if (own && (asked.askedByToken() == null || rows.secondPerson(site))) {
            throw new Refused(new ApprovalState("yours. Somebody else has to look at it"));
        }
    }

    private static void requireNoRelease(Approval approval) {
        if (approval.release() != null) {
            throw new Refused(
                    new BadRequest("This is about a release. Grant it; then whoever may promotes the release itself."));
        }
    }

    private static List<String> types(Approval approval) {
        return approval.records().stream().map(Approval.Bound::type).distinct().toList();
    }

    private void decide(
            Actor actor,
            Rights rights,
            SiteId site,
            Approval asked,
            Approval.Standing to,
            String answer,
            @Nullable Instant planned,
            Operation operation,
            Map<String, Object> told) {
        MemberId self = Objects.requireNonNull(actor.memberOrNull());
        transaction.executeWithoutResult(tx -> {
            if (!rows.decide(site, asked.id(), to, self, actor.name(), checked(answer), planned, time.now())) {
                throw new Refused(new ApprovalState("decided by somebody else already"));
            }
            rows.keepOnly(site, asked);
            append(actor, rights.role(), site, operation, asked, told);
        });
    }

    private void closeOrRefuse(SiteId site, Approval open, Approval.Standing to, @Nullable String reason) {
        if (!rows.close(site, open.id(), open.state(), to, reason, time.now())) {
            throw new Refused(new ApprovalState("decided by somebody else already"));
        }
    }

    private static String checked(String note) {
        String stripped = note.strip();
        if (stripped.length() > MAX_NOTE) {
            throw new Refused(new BadRequest("A note has at most " + MAX_NOTE + " characters."));
        }
        return stripped;
    }

    private void append(
            Actor actor,
            @Nullable String role,
            SiteId site,
            Operation operation,
            Approval approval,
            Map<String, Object> more) {
        trail.append(approval.told(site, operation, time.newId(), actor, role, more));
    }
}
