package dev.sgen.importing.run;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Writes a batch in one operation. If it is refused, retries the items one by one, so that one bad item does not keep
 * the others out.
 */
@Component
class BatchWriter {
    private static final int MAX_PATH_ROUNDS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final Publishing publishing;
    private final RecordReading recordReading;

    BatchWriter(Publishing publishing, RecordReading recordReading) {
        this.publishing = publishing;
        this.recordReading = recordReading;
    }

    /**
     * Writes all items of a batch that can be written. The others get the outcome "skipped" and a note with the
     * reason.
     */
    void commit(ImportRunner.Run run, List<PendingItem> coming) {
        try {
            write(run, coming);
        } catch (Refused refused) {
            if (refused.refusal() instanceof PublishingRefusal.StaleVersion && overtaken(run, coming)) {
                List<PendingItem> still =
                        coming.stream().filter(m -> m.incomingRecord != null).toList();
                if (!still.isEmpty()) {
                    commit(run, still);
                }
                return;
            }
            if (coming.size() == 1) {
                PendingItem only = coming.getFirst();
                only.outcome = "skipped";
                only.incomingRecord = null;
                only.itemNotes.add("Not brought in: " + refused.refusal().detail());
                return;
            }
            // One refused item must not keep the others out.
            coming.forEach(one -> commit(run, List.of(one)));
        } catch (NonTransientDataAccessException odd) {
            if (coming.size() > 1) {
                coming.forEach(one -> commit(run, List.of(one)));
                return;
            }
            LOG.warn("An item of import {} could not be written", run.id(), odd);
            PendingItem only = coming.getFirst();
            only.outcome = "skipped";
            only.incomingRecord = null;
            only.itemNotes.add("It could not be written; enter it by hand, and tell us of it");
        }
    }

    /**
     * Called when a record changed after the batch was prepared, usually because the same file is imported twice at
     * once. Reads the records again and takes items whose record changed out of the batch; returns whether there were
     * any.
     */
    private boolean overtaken(ImportRunner.Run run, List<PendingItem> coming) {
        Map<RecordId, SiteRecord> now = new HashMap<>();
        recordReading
                .all(
                        run.actor(),
                        run.site(),
                        run.environment(),
                        coming.stream().map(m -> m.known.record()).toList())
                .forEach(r -> now.put(r.id(), r));
        boolean any = false;
        for (PendingItem pendingItem : coming) {
            Integer expected =
                    Objects.requireNonNull(pendingItem.incomingRecord).expectedWorking();
            SiteRecord record = now.get(pendingItem.known.record());
            Coordinate at = record == null ? null : record.in(run.environment());
            if (at == null ? expected != null : expected == null || at.working() != expected) {
                pendingItem.incomingRecord = null;
                pendingItem.outcome = "skipped";
                pendingItem.decide(run.environment(), record);
                any = true;
            }
        }
        return any;
    }

    /** Writes a batch. An item whose path is taken gets the next numbered path, and the batch is tried again. */
    private void write(ImportRunner.Run run, List<PendingItem> coming) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("import", run.id().toString());
        details.put("file", run.fileName());
        for (int round = 0; ; round++) {
            try {
                publishing.bringIn(
                        run.actor(),
                        run.site(),
                        run.environment(),
                        PublishingOperations.IMPORT,
                        coming.stream()
                                .map(m -> Objects.requireNonNull(m.incomingRecord))
                                .toList(),
                        details);
                return;
            } catch (Refused refused) {
                if (!(refused.refusal() instanceof PublishingRefusal.PathTaken taken) || round == MAX_PATH_ROUNDS) {
                    throw refused;
                }
                Map<RecordId, PendingItem> byRecord = new HashMap<>();
                coming.forEach(m -> byRecord.put(m.known.record(), m));
                boolean moved = false;
                for (PublishingRefusal.PathTaken.Clash clash : taken.clashes()) {
                    PendingItem pendingItem = byRecord.get(clash.record());
                    moved |= pendingItem != null && pendingItem.aside(clash.path());
                }
                if (!moved) {
                    throw refused;
                }
            }
        }
    }
}
