package dev.sgen.publishing.approval;

import dev.sgen.audit.AuditTrail;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.ApprovalRows;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds approvals whose records have changed since, and voids them with an audit entry, which notifies the requester.
 */
@Component
public class ApprovalInvalidation {
    private static final int AT_ONCE = 1_000;

    private final ApprovalRows rows;
    private final RecordRows records;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    ApprovalInvalidation(
            ApprovalRows rows, RecordRows records, AuditTrail trail, TransactionTemplate transaction, TimeAndIds time) {
        this.rows = rows;
        this.records = records;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    /** The approval as it is now: void if anything has changed. Writes nothing. */
    Approval judged(SiteId site, Approval approval) {
        if (!approval.state().open()) {
            return approval;
        }
        Map<RecordId, SiteRecord> now = now(
                site, approval.records().stream().map(Approval.Bound::record).toList());
        return approval.records().stream()
                .map(b -> approval.changed(b, now.get(b.record())))
                .filter(Objects::nonNull)
                .findFirst()
                .map(approval::voided)
                .orElse(approval);
    }

    Map<RecordId, SiteRecord> now(SiteId site, List<RecordId> ids) {
        Map<RecordId, SiteRecord> now = new HashMap<>();
        records.records(site, ids).forEach(r -> now.put(r.id(), r));
        return now;
    }

    /** Checks all open approvals of all sites. Returns the number of approvals voided. */
    public int settle() {
        int voided = 0;
        for (SiteId site : rows.sitesWithOpen()) {
            for (Approval open : rows.of(site, true, AT_ONCE, null)) {
                Approval judged = judged(site, open);
                if (judged.state() == Approval.Standing.VOID && close(site, open, judged.reason())) {
                    voided++;
                }
            }
        }
        return voided;
    }

    /** Voids the open approvals of a release that was changed. */
    public void releaseChanged(SiteId site, UUID release, String reason) {
        rows.of(site, true, AT_ONCE, null).stream()
                .filter(a -> release.equals(a.release()))
                .forEach(a -> close(site, a, reason));
    }

    private boolean close(SiteId site, Approval open, @Nullable String reason) {
        return Objects.requireNonNull(transaction.execute(tx -> {
            if (!rows.close(site, open.id(), open.state(), Approval.Standing.VOID, reason, time.now())) {
                return false;
            }
            Map<String, Object> more = Map.of(
                    "reason",
                    Objects.requireNonNullElse(reason, ""),
                    "was",
                    open.state().key());
            trail.append(
                    open.told(site, PublishingOperations.APPROVAL_VOID, time.newId(), Actor.platform(), null, more));
            return true;
        }));
    }
}
