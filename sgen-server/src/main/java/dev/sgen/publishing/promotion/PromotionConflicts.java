package dev.sgen.publishing.promotion;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.SystemFacts;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.VersionFactory;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares records that changed in both environments, and merges them if requested and possible (DRIFT-11). Reads all
 * versions in one statement.
 */
@Component
public class PromotionConflicts {
    /** The maximum number of records with a comparison in one refusal; the rest names only the versions. */
    private static final int EXPLAINED = 50;

    private final VersionRows versions;
    private final ContentTypes types;
    private final VersionFactory versionFactory;

    PromotionConflicts(VersionRows versions, ContentTypes types, VersionFactory versionFactory) {
        this.versions = versions;
        this.types = types;
        this.versionFactory = versionFactory;
    }

    /** The decisions, with drifted records either merged or completed with their differences. */
    public List<Decision> settle(
            SiteId site,
            Map<RecordId, LockedRecord> lockedRecords,
            List<Decision> decisions,
            PromotionRules promotionRules,
            OnDrift onDrift,
            ConflictResolutions resolutions) {
        List<PublishingRefusal.LiveMoved.Moved> drifted = decisions.stream()
                .flatMap(d -> d instanceof Decision.Drifted(var moved) ? Stream.of(moved) : Stream.empty())
                .limit(onDrift == OnDrift.MERGE ? Long.MAX_VALUE : EXPLAINED)
                .toList();
        if (drifted.isEmpty()) {
            return decisions;
        }
        Map<RecordId, ThreeWay> compared = compare(site, drifted, resolutions);
        SystemFacts facts = types.systemFacts(
                site, compared.values().stream().map(ThreeWay::merged).toList());
        // Looks up each type once, not once per record.
        Map<String, ContentType> known = new HashMap<>();
        return decisions.stream()
                .map(d -> d instanceof Decision.Drifted(var moved)
                        ? settled(
                                site,
                                Objects.requireNonNull(lockedRecords.get(moved.record())),
                                moved,
                                compared.get(moved.record()),
                                facts,
                                promotionRules,
                                onDrift,
                                known)
                        : d)
                .toList();
    }

    private Map<RecordId, ThreeWay> compare(
            SiteId site, List<PublishingRefusal.LiveMoved.Moved> drifted, ConflictResolutions resolutions) {
        Map<RecordId, List<Integer>> wanted = new LinkedHashMap<>();
        for (PublishingRefusal.LiveMoved.Moved moved : drifted) {
            wanted.put(
                    moved.record(),
                    Stream.of(moved.base(), moved.staging(), moved.live())
                            .filter(Objects::nonNull)
                            .map(Objects::requireNonNull)
                            .toList());
        }
        Map<RecordId, Map<Integer, Version>> found = versions.all(site, wanted);
        Map<RecordId, ThreeWay> compared = new LinkedHashMap<>();
        for (PublishingRefusal.LiveMoved.Moved moved : drifted) {
            Map<Integer, Version> its = found.getOrDefault(moved.record(), Map.of());
            Version base = at(its, moved.base());
            Version staging = at(its, moved.staging());
            Version live = at(its, moved.live());
            if (staging != null && live != null) {
                compared.put(
                        moved.record(),
                        ThreeWay.of(
                                base == null ? ThreeWay.NOTHING : base.contents(),
                                staging.contents(),
                                live.contents(),
                                resolutions.of(moved.record())));
            }
        }
        return compared;
    }

    private static @Nullable Version at(Map<Integer, Version> versions, @Nullable Integer number) {
        return number == null ? null : versions.get(number);
    }

    private Decision settled(
            SiteId site,
            LockedRecord lockedRecord,
            PublishingRefusal.LiveMoved.Moved moved,
            @Nullable ThreeWay compared,
            SystemFacts facts,
            PromotionRules promotionRules,
            OnDrift onDrift,
            Map<String, ContentType> known) {
        if (compared == null) {
            return new Decision.Drifted(moved);
        }
        if (onDrift != OnDrift.MERGE || !compared.conflicts().isEmpty()) {
            return new Decision.Drifted(moved.explained(compared.strands()));
        }
        SiteRecord record = lockedRecord.record();
        ContentType type = known.computeIfAbsent(record.type(), key -> types.require(site, key));
        Contents merged = types.check(site, type, compared.merged());
        Transition.Minted minted =
                versionFactory.mint(site, record.lastVersion() + 1, type, facts.in(type, merged), "merge");
        return promotionRules.merge(lockedRecord, minted, moved.explained(compared.strands()));
    }
}
