package dev.sgen.release;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.member.Members;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.Tick;
import dev.sgen.publishing.promotion.RefusedPromotionAudit;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Promotes releases, at once or at their moment, and undoes them. The release's row changes in the same transaction as
 * live. So a release takes effect at most once, however many nodes poll (invariant 10), and a refusal leaves live
 * unchanged.
 */
@Component
public class ReleaseLaunch {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseLaunch.class);

    private final ReleaseRows rows;
    private final ReleaseExecution releaseExecution;
    private final ReleaseUndoExecution releaseUndoExecution;
    private final RefusedPromotionAudit refusedPromotionAudit;
    private final Members members;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    ReleaseLaunch(
            ReleaseRows rows,
            ReleaseExecution releaseExecution,
            ReleaseUndoExecution releaseUndoExecution,
            RefusedPromotionAudit refusedPromotionAudit,
            Members members,
            AuditTrail trail,
            TransactionTemplate transaction,
            TimeAndIds time) {
        this.rows = rows;
        this.releaseExecution = releaseExecution;
        this.releaseUndoExecution = releaseUndoExecution;
        this.refusedPromotionAudit = refusedPromotionAudit;
        this.members = members;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    /**
     * Promotes a release now, completely or not at all.
     *
     * @param expected the edition the actor saw, or null to skip the check
     * @throws Refused as {@link ReleaseExecution#take}; {@link ReleaseRefusal} if the release has changed
     */
    public List<ReleaseStep.Taken> promote(
            Actor actor, SiteId site, ReleaseId id, @Nullable Integer expected, OnDrift onDrift) {
        Release release = rows.find(site, id).orElseThrow(Releases::unknown);
        Releases.requirePending(release, expected, "promoted");
        return refusedPromotionAudit.watching(
                actor,
                site,
                ReleaseOperations.PROMOTE,
                rows.items(site, id).stream().map(item -> item.step().record()).toList(),
                () -> launch(actor, site, release, onDrift, Map.of()));
    }

    private List<ReleaseStep.Taken> launch(
            Actor actor, SiteId site, Release release, OnDrift onDrift, Map<String, Object> when) {
        List<ReleaseStep> steps =
                rows.items(site, release.id()).stream().map(ReleaseItem::step).toList();
        if (steps.isEmpty()) {
            throw new Refused(new BadRequest("There is nothing in this release. Add records first."));
        }
        Map<String, Object> details = new LinkedHashMap<>(when);
        details.put("release", release.id().toString());
        return releaseExecution.take(
                actor,
                site,
                steps,
                onDrift,
                new ReleaseExecution.Order(ReleaseOperations.PROMOTE, time.newId(), Releases.subject(release), details),
                (taken, entry, now) -> {
                    settle(site, release, Release.State.PROMOTED, entry, now, actor);
                    rows.taken(site, release.id(), taken);
                });
    }

    private void settle(SiteId site, Release seen, Release.State to, String entry, Instant now, Actor actor) {
        if (!rows.settle(site, seen, to, entry, now, actor.personName())) {
            Release present = rows.find(site, seen.id()).orElseThrow(Releases::unknown);
            throw new Refused(
                    new ReleaseRefusal.Changed(seen.name(), seen.edition(), present.edition(), present.changedBy()));
        }
    }

    /** Returns what {@link #undo} would do with each record, without writing. */
    public List<ReleaseUndoOutcome> undoPreview(
            Actor actor, SiteId site, ReleaseId id, ReleaseUndoOutcome.OnConflict onConflict) {
        Release release = promoted(site, id);
        return releaseUndoExecution.look(actor, site, taken(site, release), onConflict);
    }

    /**
     * Undoes a release: restores what it changed on live, and keeps later changes if both are possible.
     *
     * @throws Refused as {@link ReleaseUndoExecution#take}; {@link ReleaseRefusal.WrongState} unless it is promoted
     */
    public List<ReleaseUndoOutcome> undo(
            Actor actor, SiteId site, ReleaseId id, ReleaseUndoOutcome.OnConflict onConflict) {
        Release release = promoted(site, id);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("release", id.toString());
        details.put("promotedBy", Objects.requireNonNullElse(release.entry(), ""));
        return releaseUndoExecution.take(
                actor,
                site,
                taken(site, release),
                onConflict,
                new ReleaseExecution.Order(ReleaseOperations.UNDO, time.newId(), Releases.subject(release), details),
                (none, entry, now) -> settle(site, release, Release.State.UNDONE, entry, now, actor));
    }

    private Release promoted(SiteId site, ReleaseId id) {
        Release release = rows.find(site, id).orElseThrow(Releases::unknown);
        if (release.state() != Release.State.PROMOTED) {
            throw new Refused(new ReleaseRefusal.WrongState(
                    release.name(),
                    release.state().key(),
                    "The release “" + release.name() + "” is " + release.state().key()
                            + ", not promoted, so there is nothing to undo."));
        }
        return release;
    }

    private List<ReleaseStep.Taken> taken(SiteId site, Release release) {
        return rows.items(site, release.id()).stream()
                .map(ReleaseItem::taken)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Called once per second. */
    @EventListener
    void look(Tick tick) {
        try {
            fireDue();
        } catch (RuntimeException passing) {
            LOG.warn("Could not look for due releases; trying again in a second", passing);
        }
    }

    /** Promotes every due release. Returns the number promoted. */
    public int fireDue() {
        int fired = 0;
        for (ReleaseRows.Due due : rows.due(time.now())) {
            fired += fire(due.site(), due.id()) ? 1 : 0;
        }
        return fired;
    }

    private boolean fire(SiteId site, ReleaseId id) {
        Release release = rows.find(site, id).orElse(null);
        if (release == null || release.state() != Release.State.SCHEDULED) {
            return false;
        }
        Instant planned = Objects.requireNonNull(release.at());
        Actor platform = release.trigger();
        try {
            launch(
                    platform,
                    site,
                    release,
                    OnDrift.REFUSE,
                    Map.of(
                            "planned",
                            planned.toString(),
                            "lateSeconds",
                            Duration.between(planned, time.now()).toSeconds()));
            return true;
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof ReleaseRefusal) && !(refused.refusal() instanceof WorkRefusal)) {
                fail(platform, site, release, planned, refused.refusal());
            }
            // Otherwise another node was first, somebody changed the release meanwhile, or there was no capacity to
            // check its contents. The next poll tries again.
            return false;
        } catch (RuntimeException fault) {
            LOG.error("The release {} of site {} failed and will be tried again", id, site, fault);
            return false;
        }
    }

    /** Cancels the planned moment if the originator no longer exists. Returns whether it did. */
    boolean end(SiteId site, ReleaseId id) {
        Release release = rows.find(site, id).orElse(null);
        if (release == null || release.state() != Release.State.SCHEDULED) {
            return false;
        }
        Actor platform = release.trigger();
        try {
            members.rights(platform, site);
            return false;
        } catch (Refused refused) {
            fail(platform, site, release, Objects.requireNonNull(release.at()), refused.refusal());
            return true;
        }
    }

    /** Marks the release as failed, with an audit entry, and publishes {@link ReleaseFailed}. Live is unchanged. */
    private void fail(Actor platform, SiteId site, Release release, Instant planned, Refusal why) {
        Map<String, Object> details = new LinkedHashMap<>(why.facts());
        details.put("release", release.id().toString());
        details.put("planned", planned.toString());
        details.put("code", why.code());
        details.put("reason", why.detail());
        transaction.executeWithoutResult(status -> {
            Instant now = time.now();
            String entry = trail.newEntryId();
            if (!rows.settle(
                    site, release, Release.State.FAILED, entry, now, platform.personName(), why.code(), why.detail())) {
                return;
            }
            trail.append(
                    new AuditAct(
                            site,
                            ReleaseOperations.FAIL,
                            time.newId(),
                            platform,
                            null,
                            Environment.STAGING,
                            Environment.LIVE,
                            List.of(Releases.subject(release)),
                            null,
                            false,
                            details),
                    entry,
                    now);
        });
    }
}
