package dev.sgen.importing;

import dev.sgen.audit.Operation;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Publishing;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
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

/** The last step of what arrives: a batch becomes records by one operation, and what can't keeps nobody else out. */
@Component
class Landing {
    private static final int MAX_PATH_ROUNDS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    private final Publishing publishing;
    private final Reading reading;

    Landing(Publishing publishing, Reading reading) {
        this.publishing = publishing;
        this.reading = reading;
    }

    /** Brings in all of a batch that can come in; each of the others says why not. */
    void commit(Bringing.Run run, List<Moving> coming) {
        try {
            write(run, coming);
        } catch (Refused refused) {
            if (refused.refusal() instanceof PublishingRefusal.StaleVersion && overtaken(run, coming)) {
                List<Moving> still =
                        coming.stream().filter(m -> m.incoming != null).toList();
                if (!still.isEmpty()) {
                    commit(run, still);
                }
                return;
            }
            if (coming.size() == 1) {
                Moving only = coming.getFirst();
                only.outcome = "skipped";
                only.incoming = null;
                only.notes.add("Not brought in: " + refused.refusal().detail());
                return;
            }
            // One that can't come in must not keep the others out.
            coming.forEach(one -> commit(run, List.of(one)));
        } catch (NonTransientDataAccessException odd) {
            if (coming.size() > 1) {
                coming.forEach(one -> commit(run, List.of(one)));
                return;
            }
            LOG.warn("An item of import {} could not be written", run.id(), odd);
            Moving only = coming.getFirst();
            only.outcome = "skipped";
            only.incoming = null;
            only.notes.add("It could not be written; enter it by hand, and tell us of it");
        }
    }

    /**
     * Looks again, since somebody else was quicker: a run of the same file at the same time, as a rule. What they
     * brought in or changed meanwhile isn't brought in by this run; whether that is so of any is answered.
     */
    private boolean overtaken(Bringing.Run run, List<Moving> coming) {
        Map<RecordId, SiteRecord> now = new HashMap<>();
        reading.all(
                        run.actor(),
                        run.site(),
                        run.environment(),
                        coming.stream().map(m -> m.known.record()).toList())
                .forEach(r -> now.put(r.id(), r));
        boolean any = false;
        for (Moving moving : coming) {
            Integer expected = Objects.requireNonNull(moving.incoming).expectedWorking();
            SiteRecord record = now.get(moving.known.record());
            Coordinate at = record == null ? null : record.in(run.environment());
            if (at == null ? expected != null : expected == null || at.working() != expected) {
                moving.incoming = null;
                moving.outcome = "skipped";
                moving.decide(run.environment(), record);
                any = true;
            }
        }
        return any;
    }

    /** Writes a batch; whoever wants an address that is taken gets the next free one. */
    private void write(Bringing.Run run, List<Moving> coming) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("import", run.id().toString());
        details.put("file", run.fileName());
        for (int round = 0; ; round++) {
            try {
                publishing.bringIn(
                        run.actor(),
                        run.site(),
                        run.environment(),
                        Operation.IMPORT,
                        coming.stream()
                                .map(m -> Objects.requireNonNull(m.incoming))
                                .toList(),
                        details);
                return;
            } catch (Refused refused) {
                if (!(refused.refusal() instanceof PublishingRefusal.PathTaken taken) || round == MAX_PATH_ROUNDS) {
                    throw refused;
                }
                Map<RecordId, Moving> byRecord = new HashMap<>();
                coming.forEach(m -> byRecord.put(m.known.record(), m));
                boolean moved = false;
                for (PublishingRefusal.PathTaken.Clash clash : taken.clashes()) {
                    Moving moving = byRecord.get(clash.record());
                    moved |= moving != null && moving.aside(clash.path());
                }
                if (!moved) {
                    throw refused;
                }
            }
        }
    }
}
