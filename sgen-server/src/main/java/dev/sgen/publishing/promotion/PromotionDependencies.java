package dev.sgen.publishing.promotion;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.ReferenceRows;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the media and layouts that records use and that live does not have in the same version (PROM-2). */
@Component
public class PromotionDependencies {
    private static final Set<String> TYPES = Set.of("media", "layout");
    private static final int DEPTH = 4;

    private final RecordRows records;
    private final ReferenceRows references;

    PromotionDependencies(RecordRows records, ReferenceRows references) {
        this.records = records;
        this.references = references;
    }

    /** The requested records and everything they use, in the versions that staging publishes or has scheduled. */
    Set<RecordId> with(SiteId site, Set<RecordId> asked) {
        Set<RecordId> all = new LinkedHashSet<>(asked);
        carried(site, sources(records.records(site, asked)), asked).forEach(r -> all.add(r.id()));
        return all;
    }

    /**
     * What these versions use and live lacks.
     *
     * @param asked records that are promoted themselves and therefore not carried
     */
    public List<SiteRecord> carried(SiteId site, Map<RecordId, Integer> versions, Collection<RecordId> asked) {
        Set<RecordId> known = new LinkedHashSet<>(asked);
        Map<RecordId, SiteRecord> carried = new LinkedHashMap<>();
        Map<RecordId, Integer> frontier = versions;
        for (int depth = 0; depth < DEPTH && !frontier.isEmpty(); depth++) {
            Set<RecordId> targets = references.targets(site, frontier);
            targets.removeAll(known);
            List<SiteRecord> found = targets.isEmpty()
                    ? List.of()
                    : records.records(site, targets).stream()
                            .filter(PromotionDependencies::worthIt)
                            .toList();
            found.forEach(r -> {
                known.add(r.id());
                carried.put(r.id(), r);
            });
            frontier = sources(found);
        }
        return List.copyOf(carried.values());
    }

    private static Map<RecordId, Integer> sources(List<SiteRecord> records) {
        Map<RecordId, Integer> sources = new LinkedHashMap<>();
        records.forEach(r -> {
            Integer source = r.staging() == null ? null : r.staging().promotable();
            if (source != null) {
                sources.put(r.id(), source);
            }
        });
        return sources;
    }

    private static boolean worthIt(SiteRecord record) {
        Integer source = record.staging() == null ? null : record.staging().published();
        Coordinate live = record.live();
        return TYPES.contains(record.type())
                && source != null
                && (live == null || !Objects.equals(live.published(), source));
    }
}
