package dev.sgen.release;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.audit.Subject;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.approval.ApprovalInvalidation;
import dev.sgen.publishing.approval.Approvals;
import dev.sgen.publishing.visibility.PlannedReleases;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates, reads, changes and schedules releases. Nothing here changes what visitors see; {@link ReleaseLaunch} does.
 */
@Component
public class Releases implements PlannedReleases {
    private static final int MAX_NAME = 120;

    private final ReleaseRows rows;
    private final ReleaseContents releaseContents;
    private final ReleaseExecution releaseExecution;
    private final Preflight preflight;
    private final Approvals approvals;
    private final ApprovalInvalidation approvalInvalidation;
    private final Members members;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    Releases(
            ReleaseRows rows,
            ReleaseContents releaseContents,
            ReleaseExecution releaseExecution,
            Preflight preflight,
            Approvals approvals,
            ApprovalInvalidation approvalInvalidation,
            Members members,
            AuditTrail trail,
            TransactionTemplate transaction,
            TimeAndIds time) {
        this.rows = rows;
        this.releaseContents = releaseContents;
        this.releaseExecution = releaseExecution;
        this.preflight = preflight;
        this.approvals = approvals;
        this.approvalInvalidation = approvalInvalidation;
        this.members = members;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    /**
     * A release with its contents.
     *
     * @param preflight each item with its present findings; empty once the release is promoted or undone
     * @param approval the newest open request or granted approval, or null
     * @param secondPerson whether the release needs an approval
     */
    public record Opened(
            Release release,
            List<ReleaseItem> items,
            List<PreflightItem> preflight,
            @Nullable Approval approval,
            boolean secondPerson) {
        /** Whether it can be promoted now. */
        public boolean ready() {
            return release.pending()
                    && !items.isEmpty()
                    && preflight.stream().noneMatch(PreflightItem::blocked)
                    && !approvalMissing();
        }

        /** Whether an approval is needed and has not been granted. */
        public boolean approvalMissing() {
            return secondPerson && (approval == null || approval.state() != Approval.Standing.GRANTED);
        }
    }

    /** All releases of a site: pending ones first, then the newest. */
    public List<Release> list(Actor actor, SiteId site) {
        mayRead(actor, site);
        return rows.all(site);
    }

    /**
     * One release with its present preflight.
     *
     * @throws Refused {@link NotFound}
     */
    public Opened open(Actor actor, SiteId site, ReleaseId id) {
        mayRead(actor, site);
        Release release = rows.find(site, id).orElseThrow(Releases::unknown);
        List<ReleaseItem> items = rows.items(site, id);
        if (!release.pending()) {
            return new Opened(release, items, List.of(), null, false);
        }
        return new Opened(
                release,
                items,
                preflight(actor, site, release, items),
                approvals.openOf(site, id.value()).orElse(null),
                approvals.secondPerson(actor, site));
    }

    private List<PreflightItem> preflight(Actor actor, SiteId site, Release release, List<ReleaseItem> items) {
        Map<RecordId, List<ReleaseRows.Shared>> shared =
                rows.shared(site, release.id()).stream().collect(Collectors.groupingBy(ReleaseRows.Shared::record));
        return preflight
                .weigh(actor, site, items.stream().map(ReleaseItem::step).toList())
                .stream()
                .map(w -> marked(w, shared.getOrDefault(w.record(), List.of())))
                .toList();
    }

    private static PreflightItem marked(PreflightItem preflightItem, List<ReleaseRows.Shared> shared) {
        PreflightItem marked = preflightItem;
        for (ReleaseRows.Shared other : shared) {
            String when = other.at() == null ? "" : ", due at " + other.at();
            marked = marked.with(new PreflightItem.Mark(
                    PreflightItem.Sign.SHARED,
                    "The release “" + other.name() + "”" + when + " holds it too",
                    Map.of("release", other.release().toString(), "name", other.name())));
        }
        return marked;
    }

    /**
     * Creates a release, with or without a planned moment.
     *
     * @throws Refused {@link PublishingRefusal.InvalidState} if a record is not published on staging
     */
    public Release create(
            Actor actor, SiteId site, String name, @Nullable Instant at, List<VersionPinning.Wish> records) {
        String role = mayChange(actor, site);
        String kept = name(name);
        Instant now = time.now();
        Release fresh = Release.begun(new ReleaseId(time.newId()), kept, actor.name(), now);
        return Objects.requireNonNull(transaction.execute(status -> {
            ReleaseContents.Changed items =
                    releaseContents.settle(site, List.of(), ReleaseChange.adding(records), actor.name(), now);
            Release release = at == null ? fresh : scheduled(actor, fresh, at, items.count(), now);
            rows.insert(site, release);
            items.write(rows, site, release.id());
            if (at != null) {
                requireMoment(actor, site, release.id());
            }
            Map<String, Object> details = new LinkedHashMap<>(items.told());
            if (at != null) {
                details.put("at", at.toString());
            }
            trail.append(act(actor, role, site, release, ReleaseOperations.CREATE, details));
            return rows.find(site, release.id()).orElseThrow();
        }));
    }

    /**
     * Changes a release. Whoever changes a scheduled release becomes its originator and needs the rights to schedule
     * all of it. So nothing can be added that the originator could not promote.
     *
     * @throws Refused {@link ReleaseRefusal.Changed}; {@link ReleaseRefusal.WrongState} once it is promoted or undone
     */
    public Release change(Actor actor, SiteId site, ReleaseId id, ReleaseChange change) {
        String role = mayChange(actor, site);
        return Objects.requireNonNull(transaction.execute(status -> {
            Instant now = time.now();
            Release before = lockPending(site, id, change.expected(), "changed");
            Optional<Instant> at = change.at();
            if (before.state() == Release.State.SCHEDULED) {
                // Without the right to set the moment, the actor may neither cancel it nor change the contents.
                releaseExecution.requireCancelling(actor, site, pinned(site, id));
            }
            ReleaseContents.Changed items =
                    releaseContents.settle(site, rows.items(site, id), change, actor.name(), now);
            Release.State state = before.state();
            Instant moment = state == Release.State.SCHEDULED ? before.at() : null;
            if (at != null) {
                moment = at.orElse(null);
            }
            Release named =
                    before.reopened(change.name() == null ? before.name() : name(change.name()), actor.name(), now);
            Release after = moment == null
                    ? named
                    : moment.equals(before.at()) && state == Release.State.SCHEDULED
                            ? stillScheduled(actor, named, moment, items.count())
                            : scheduled(actor, named, moment, items.count(), now);
            if (items.none()
                    && after.name().equals(before.name())
                    && after.state() == state
                    && Objects.equals(after.at(), before.at())) {
                return before;
            }
            rows.update(site, after);
            items.write(rows, site, id);
            if (!items.none()) {
                approvalInvalidation.releaseChanged(
                        site, id.value(), actor.name() + " changed what the release holds.");
            }
            if (after.state() == Release.State.SCHEDULED) {
                requireMoment(actor, site, id);
            }
            Map<String, Object> details = new LinkedHashMap<>(items.told());
            if (!after.name().equals(before.name())) {
                details.put("renamed", Map.of("before", before.name(), "after", after.name()));
            }
            if (after.at() != null) {
                details.put("at", after.at().toString());
            }
            trail.append(act(actor, role, site, after, operation(before, after), details));
            return rows.find(site, id).orElseThrow();
        }));
    }

    private static Operation operation(Release before, Release after) {
        if (after.state() == Release.State.SCHEDULED && !Objects.equals(before.at(), after.at())) {
            return ReleaseOperations.SCHEDULE;
        }
        return before.state() == Release.State.SCHEDULED && after.state() == Release.State.OPEN
                ? ReleaseOperations.CANCEL
                : ReleaseOperations.CHANGE;
    }

    /** Deletes a pending release; its records are unchanged. */
    public void delete(Actor actor, SiteId site, ReleaseId id) {
        String role = mayChange(actor, site);
        transaction.executeWithoutResult(status -> {
            Release release = lockPending(site, id, null, "deleted");
            if (release.state() == Release.State.SCHEDULED) {
                releaseExecution.requireCancelling(actor, site, pinned(site, id));
            }
            approvalInvalidation.releaseChanged(site, id.value(), actor.name() + " deleted the release.");
            rows.delete(site, id);
            trail.append(act(actor, role, site, release, ReleaseOperations.DELETE, Map.of("items", release.items())));
        });
    }

    /**
     * The version of each record that live would publish with this release; empty if the release removes it. For
     * previews, which check permissions themselves.
     */
    public Map<RecordId, Optional<Integer>> overlay(SiteId site, ReleaseId id) {
        return rows.find(site, id).filter(Release::pending).isEmpty() ? Map.of() : overlay(rows.items(site, id));
    }

    @Override
    public List<Planned> until(SiteId site, Instant until) {
        return rows.dueUntil(site, until).stream().map(r -> planned(site, r)).toList();
    }

    private Planned planned(SiteId site, Release release) {
        List<ReleaseStep> steps =
                rows.items(site, release.id()).stream().map(ReleaseItem::step).toList();
        return new Planned(
                Objects.requireNonNull(release.at()),
                steps.stream().map(ReleaseStep::record).toList(),
                ReleaseExecution.pinned(steps),
                (records, rules) -> releaseExecution.foresee(release.trigger(), site, steps, records, rules));
    }

    /**
     * Requests an approval for exactly the present contents (ROLE-11).
     *
     * @throws Refused {@link ReleaseRefusal.WrongState} once it is promoted or undone
     */
    public Approval ask(Actor actor, SiteId site, ReleaseId id, String note) {
        Opened opened = open(actor, site, id);
        requirePending(opened.release(), null, "asked for");
        return approvals.askForRelease(
                actor,
                site,
                id.value(),
                opened.items().stream()
                        .map(i -> new Approvals.Step(
                                i.record(),
                                i.pinned().title(),
                                i.step().version(),
                                i.step().carried()))
                        .toList(),
                note);
    }

    private static Map<RecordId, Optional<Integer>> overlay(List<ReleaseItem> items) {
        Map<RecordId, Optional<Integer>> overlay = new LinkedHashMap<>();
        items.forEach(i -> overlay.put(i.record(), Optional.ofNullable(i.step().version())));
        return overlay;
    }

    private void mayRead(Actor actor, SiteId site) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, Environment.STAGING);
        rights.require(Permission.READ, Environment.LIVE);
    }

    private String mayChange(Actor actor, SiteId site) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, Environment.LIVE);
        return rights.requireSome(Permission.SAVE, Environment.STAGING).role();
    }

    /** Requires what promoting the present contents now would require (invariant 26). */
    private void requireMoment(Actor actor, SiteId site, ReleaseId id) {
        releaseExecution.requireMoment(actor, site, pinned(site, id));
    }

    private List<VersionPinning.Pinned> pinned(SiteId site, ReleaseId id) {
        return rows.items(site, id).stream().map(ReleaseItem::pinned).toList();
    }

    private Release lockPending(SiteId site, ReleaseId id, @Nullable Integer expected, String verb) {
        Release release = rows.lock(site, id).orElseThrow(Releases::unknown);
        requirePending(release, expected, verb);
        return release;
    }

    static void requirePending(Release release, @Nullable Integer expected, String verb) {
        if (expected != null && expected != release.edition()) {
            throw new Refused(
                    new ReleaseRefusal.Changed(release.name(), expected, release.edition(), release.changedBy()));
        }
        if (!release.pending()) {
            throw new Refused(new ReleaseRefusal.WrongState(
                    release.name(),
                    release.state().key(),
                    "The release “" + release.name() + "” was "
                            + release.state().key() + " at " + release.settledAt() + ", so it can't be " + verb
                            + " any more. Begin another one."));
        }
    }

    private static Release scheduled(Actor actor, Release release, Instant at, int items, Instant now) {
        if (!at.isAfter(now)) {
            throw new Refused(new PublishingRefusal.PastMoment(at, now));
        }
        return stillScheduled(actor, release, at, items);
    }

    private static Release stillScheduled(Actor actor, Release release, Instant at, int items) {
        if (items == 0) {
            throw new Refused(new BadRequest("A release with nothing in it has no moment. Add records first."));
        }
        return release.waiting(at, actor);
    }

    private AuditAct act(
            Actor actor, String role, SiteId site, Release release, Operation operation, Map<String, Object> details) {
        return new AuditAct(
                site,
                operation,
                time.newId(),
                actor,
                role,
                null,
                null,
                List.of(subject(release)),
                null,
                false,
                details);
    }

    /** The subject that names the release in audit entries. */
    public static Subject subject(Release release) {
        return new Subject(new RecordId(release.id().value()), "release", release.name());
    }

    private static String name(String name) {
        String kept = name.strip();
        if (kept.isEmpty() || kept.length() > MAX_NAME) {
            throw new Refused(new BadRequest(
                    "/name: Give the release a name of 1 to " + MAX_NAME + " characters.",
                    List.of(new FieldError("/name", "Use 1 to " + MAX_NAME + " characters."))));
        }
        return kept;
    }

    static Refused unknown() {
        return new Refused(new NotFound("release"));
    }
}
