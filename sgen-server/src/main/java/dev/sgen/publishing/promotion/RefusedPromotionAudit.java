package dev.sgen.publishing.promotion;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.Forbidden;
import dev.sgen.member.Members;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends an audit entry when a promotion is refused for lack of permission (AUDIT-32). The only refusal in publishing
 * that matters to security, and therefore the only one with an audit entry (invariant 1).
 */
@Component
public class RefusedPromotionAudit {
    /** The maximum number of records named in the entry. */
    private static final int NAMED = 100;

    private final RecordRows records;
    private final Members members;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    RefusedPromotionAudit(
            RecordRows records, Members members, AuditTrail trail, TransactionTemplate transaction, TimeAndIds time) {
        this.records = records;
        this.members = members;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    /** Runs the attempt and passes its exceptions on. */
    public <T> T watching(Actor actor, SiteId site, Operation wanted, List<RecordId> ids, Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (Refused refused) {
            if (refused.refusal() instanceof Forbidden why) {
                note(actor, site, wanted, ids, why);
            }
            throw refused;
        }
    }

    private void note(Actor actor, SiteId site, Operation wanted, List<RecordId> ids, Forbidden why) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("attempted", wanted.code());
        details.put("count", ids.size());
        details.put("wanted", wanted(site, ids));
        details.put("reason", why.detail());
        AuditAct auditAct = new AuditAct(
                site,
                PublishingOperations.PROMOTE_REFUSE,
                time.newId(),
                actor,
                members.rights(actor, site).role(),
                Environment.STAGING,
                Environment.LIVE,
                List.of(),
                null,
                false,
                details);
        transaction.executeWithoutResult(tx -> trail.append(auditAct, trail.newEntryId(), time.now()));
    }

    /**
     * The first records, with their title if they still exist. Not as subjects of the entry, because nothing happened
     * to them.
     */
    private List<Map<String, String>> wanted(SiteId site, List<RecordId> ids) {
        return records.records(site, ids.stream().distinct().limit(NAMED).toList()).stream()
                .map(RefusedPromotionAudit::named)
                .toList();
    }

    private static Map<String, String> named(SiteRecord record) {
        Coordinate at = record.staging() != null ? record.staging() : record.live();
        String id = record.id().toString();
        return at == null ? Map.of("id", id) : Map.of("id", id, "title", at.title());
    }
}
