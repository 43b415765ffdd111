package dev.sgen.publishing.visibility;

import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Supplies the planned releases to {@link ScheduleSimulation}. Implemented by the release module. */
public interface PlannedReleases {
    /**
     * A release with a planned moment.
     *
     * @param at the moment, UTC
     * @param versions the pinned versions by record
     */
    record Planned(Instant at, List<RecordId> records, Map<RecordId, List<Integer>> versions, Rule rule) {}

    /** Decides what the release would do. */
    interface Rule {
        /**
         * Decides for the records in their state at the release's moment.
         *
         * @throws dev.sgen.vocabulary.Refused if the originator lacks the rights
         */
        List<Decision> decide(Map<RecordId, LockedRecord> records, PromotionRules rules);
    }

    /** All releases of a site due until a moment (UTC), in any order. */
    List<Planned> until(SiteId site, Instant until);
}
