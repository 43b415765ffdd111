package dev.sgen.publishing.visibility;

import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells {@link ScheduleSimulation} which releases have a moment; release supplies it. */
public interface PlannedReleases {
    /**
     * One release with a moment.
     *
     * @param versions the versions that it pins, by record
     */
    record Planned(Instant at, List<RecordId> records, Map<RecordId, List<Integer>> versions, Rule rule) {}

    /** What a release would do to the records as they stand at its moment. */
    interface Rule {
        /** @throws dev.sgen.vocabulary.Refused where whoever set the moment may not do it any more */
        List<Decision> decide(Map<RecordId, LockedRecord> records, PromotionRules rules);
    }

    /** All releases of a site that are due until a moment (UTC), in any order. */
    List<Planned> until(SiteId site, Instant until);
}
