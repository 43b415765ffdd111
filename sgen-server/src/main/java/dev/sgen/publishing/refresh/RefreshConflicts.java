package dev.sgen.publishing.refresh;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.SystemFacts;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.PickedSide;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.VersionFactory;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
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
 * Decides for a refresh what happens to records that both environments changed: apply the operator's choice, merge,
 * take live's version, or leave undecided. Reads all versions in one statement.
 */
@Component
class RefreshConflicts {
    /** The maximum number of records with a comparison in one answer; the rest names only the versions. */
    private static final int EXPLAINED = 50;

    private final VersionRows versions;
    private final ContentTypes types;
    private final VersionFactory versionFactory;

    RefreshConflicts(VersionRows versions, ContentTypes types, VersionFactory versionFactory) {
        this.versions = versions;
        this.types = types;
        this.versionFactory = versionFactory;
    }

    /** The pulls, with the conflicts decided as far as possible. */
    Map<RecordId, RefreshRules.Pull> settle(
            SiteId site,
            Map<RecordId, LockedRecord> lockedRecords,
            Map<RecordId, RefreshRules.Pull> pulls,
            RefreshRules refreshRules,
            OnConflict onConflict,
            ConflictResolutions resolutions) {
        Map<RecordId, RefreshRules.Pull> settled = new LinkedHashMap<>(pulls);
        settled.replaceAll((id, pull) -> pull instanceof RefreshRules.Pull.Both both
                ? whole(Objects.requireNonNull(lockedRecords.get(id)), both, refreshRules, onConflict, resolutions)
                : pull);
        List<PublishingRefusal.BothMoved.Apart> open = settled.values().stream()
                .flatMap(p -> p instanceof RefreshRules.Pull.Both(var apart) ? Stream.of(apart) : Stream.empty())
                .limit(onConflict == OnConflict.MERGE ? Long.MAX_VALUE : EXPLAINED)
                .toList();
        if (open.isEmpty()) {
            return settled;
        }
        Map<RecordId, ThreeWay> compared = compare(
                site,
                open.stream()
                        .map(a -> new Three(a.record(), a.base(), a.staging(), a.live()))
                        .toList(),
                resolutions);
        SystemFacts facts = types.systemFacts(
                site, compared.values().stream().map(ThreeWay::merged).toList());
        // Looks up each type once, not once per record.
        Map<String, ContentType> known = new HashMap<>();
        compared.forEach((id, threeWay) -> settled.computeIfPresent(
                id,
                (same, pull) -> joined(
                        site,
                        Objects.requireNonNull(lockedRecords.get(id)),
                        pull,
                        threeWay,
                        facts,
                        refreshRules,
                        onConflict,
                        known)));
        return settled;
    }

    private static RefreshRules.Pull whole(
            LockedRecord lockedRecord,
            RefreshRules.Pull.Both both,
            RefreshRules refreshRules,
            OnConflict onConflict,
            ConflictResolutions resolutions) {
        PickedSide pickedSide = resolutions.whole(lockedRecord.record().id());
        if (pickedSide == null) {
            boolean asked = resolutions.of(lockedRecord.record().id()).isEmpty();
            return onConflict == OnConflict.TAKE_LIVE && asked ? refreshRules.take(lockedRecord) : both;
        }
        return switch (pickedSide) {
            case LIVE -> refreshRules.take(lockedRecord);
            case STAGING -> refreshRules.keep(lockedRecord);
            case BASE, BOTH ->
                throw new Refused(new BadRequest("For a record as a whole choose staging or live; “"
                        + both.apart().title() + "” has another choice."));
        };
    }

    /** Three version numbers of one record; null where there is none. */
    record Three(
            RecordId record,
            @Nullable Integer base,
            @Nullable Integer staging,
            @Nullable Integer live) {}

    /** Compares staging and live with the base, for display and for merging. */
    Map<RecordId, ThreeWay> compare(SiteId site, List<Three> open, ConflictResolutions resolutions) {
        Map<RecordId, List<Integer>> wanted = new LinkedHashMap<>();
        open.forEach(apart -> wanted.put(
                apart.record(),
                Stream.of(apart.base(), apart.staging(), apart.live())
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList()));
        Map<RecordId, Map<Integer, Version>> found = versions.all(site, wanted);
        Map<RecordId, ThreeWay> compared = new LinkedHashMap<>();
        for (Three apart : open) {
            Map<Integer, Version> its = found.getOrDefault(apart.record(), Map.of());
            Version base = at(its, apart.base());
            Version staging = at(its, apart.staging());
            Version live = at(its, apart.live());
            if (staging != null && live != null) {
                compared.put(
                        apart.record(),
                        ThreeWay.of(
                                base == null ? ThreeWay.NOTHING : base.contents(),
                                staging.contents(),
                                live.contents(),
                                resolutions.of(apart.record())));
            }
        }
        return compared;
    }

    private static @Nullable Version at(Map<Integer, Version> versions, @Nullable Integer number) {
        return number == null ? null : versions.get(number);
    }

    private RefreshRules.Pull joined(
            SiteId site,
            LockedRecord lockedRecord,
            RefreshRules.Pull pull,
            ThreeWay compared,
            SystemFacts facts,
            RefreshRules refreshRules,
            OnConflict onConflict,
            Map<String, ContentType> known) {
        if (!(pull instanceof RefreshRules.Pull.Both(var apart))) {
            return pull;
        }
        boolean open = !apart.joinable() || !compared.conflicts().isEmpty();
        if (onConflict != OnConflict.MERGE || open) {
            return new RefreshRules.Pull.Both(apart.explained(compared));
        }
        SiteRecord record = lockedRecord.record();
        ContentType type = known.computeIfAbsent(record.type(), key -> types.require(site, key));
        Transition.Minted minted = versionFactory.mint(
                site,
                record.lastVersion() + 1,
                type,
                facts.in(type, types.check(site, type, compared.merged())),
                "merge");
        if (minted.hash()
                .equals(lockedRecord.head(Objects.requireNonNull(apart.live())).hash())) {
            return refreshRules.take(lockedRecord);
        }
        boolean nothingNew = minted.hash()
                .equals(lockedRecord
                        .head(Objects.requireNonNull(apart.staging()))
                        .hash());
        return nothingNew ? refreshRules.keep(lockedRecord) : refreshRules.join(lockedRecord, minted);
    }
}
