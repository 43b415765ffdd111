package dev.sgen.release;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.publishing.promotion.PromotionDependencies;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Pins the versions of requested records, so that later changes of the records do not matter. The number of SQL
 * statements does not depend on the number of records. The caller checks permissions.
 */
@Component
public class VersionPinning {
    private final RecordRows records;
    private final VersionRows versions;
    private final PromotionDependencies promotionDependencies;

    VersionPinning(RecordRows records, VersionRows versions, PromotionDependencies promotionDependencies) {
        this.records = records;
        this.versions = versions;
        this.promotionDependencies = promotionDependencies;
    }

    /**
     * A requested step.
     *
     * @param version the version to promote; null for the one staging publishes now
     */
    public record Wish(
            RecordId record,
            ReleaseStep.Kind kind,
            @Nullable Integer version) {}

    /** A step with the record's type, title and path at the time of pinning. */
    public record Pinned(
            ReleaseStep step,
            String type,
            String title,
            @Nullable String path) {}

    /**
     * Pins the requested steps, in their order.
     *
     * @throws Refused {@link NotFound} for an unknown record or version; {@link PublishingRefusal.InvalidState} naming
     *     every record whose version was never visible in either environment: unpublished work can't be released
     */
    public List<Pinned> pin(SiteId site, List<Wish> wishes) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        Map<RecordId, SiteRecord> found = records
                .records(site, wishes.stream().map(Wish::record).toList())
                .stream()
                .collect(Collectors.toMap(SiteRecord::id, r -> r));
        List<ReleaseStep> steps = new ArrayList<>();
        List<PublishingRefusal.InvalidState.Standing> unfit = new ArrayList<>();
        for (Wish wish : wishes) {
            SiteRecord record = found.get(wish.record());
            if (record == null) {
                throw new Refused(new NotFound("record"));
            }
            Coordinate staging = record.staging();
            Integer version = wish.kind() != ReleaseStep.Kind.PROMOTE
                    ? null
                    : wish.version() != null ? wish.version() : staging == null ? null : staging.published();
            if (wish.kind() == ReleaseStep.Kind.PROMOTE && version == null) {
                unfit.add(notPublished(record));
            } else {
                steps.add(new ReleaseStep(record.id(), wish.kind(), version, false));
            }
        }
        List<Pinned> pinned = named(site, steps, found);
        unfit.addAll(neverShown(site, pinned));
        if (!unfit.isEmpty()) {
            String more = unfit.size() > 1 ? " (and " + (unfit.size() - 1) + " more; nothing was changed)" : "";
            throw new Refused(new PublishingRefusal.InvalidState(
                    List.copyOf(unfit), unfit.getFirst().reason() + more));
        }
        return pinned;
    }

    /** The records to carry for these steps, pinned to the versions that staging publishes now. */
    public List<Pinned> carriedBy(SiteId site, List<ReleaseStep> steps) {
        Map<RecordId, Integer> sources = new LinkedHashMap<>();
        steps.forEach(s -> {
            if (s.version() != null) {
                sources.put(s.record(), s.version());
            }
        });
        if (sources.isEmpty()) {
            return List.of();
        }
        List<SiteRecord> carried = promotionDependencies.carried(
                site, sources, steps.stream().map(ReleaseStep::record).toList());
        return named(
                site,
                carried.stream()
                        .map(r -> new ReleaseStep(
                                r.id(),
                                ReleaseStep.Kind.PROMOTE,
                                Objects.requireNonNull(r.staging()).published(),
                                true))
                        .toList(),
                carried.stream().collect(Collectors.toMap(SiteRecord::id, r -> r)));
    }

    private List<Pinned> named(SiteId site, List<ReleaseStep> steps, Map<RecordId, SiteRecord> found) {
        if (steps.isEmpty()) {
            return List.of();
        }
        Map<RecordId, VersionRows.Title> titles = versions.titles(site, versionsOf(steps));
        return steps.stream()
                .map(step -> {
                    SiteRecord record = Objects.requireNonNull(found.get(step.record()));
                    if (step.version() != null) {
                        VersionRows.Title title = titles.get(step.record());
                        if (title == null) {
                            throw new Refused(new NotFound("version"));
                        }
                        return new Pinned(step, record.type(), title.title(), title.path());
                    }
                    Coordinate at = record.live() != null ? record.live() : record.staging();
                    return new Pinned(step, record.type(), at == null ? "" : at.title(), at == null ? null : at.path());
                })
                .toList();
    }

    private List<PublishingRefusal.InvalidState.Standing> neverShown(SiteId site, List<Pinned> pinned) {
        Map<RecordId, Integer> wanted =
                versionsOf(pinned.stream().map(Pinned::step).toList());
        if (wanted.isEmpty()) {
            return List.of();
        }
        Set<RecordId> shown = versions.everShown(site, wanted);
        return pinned.stream()
                .filter(p ->
                        p.step().version() != null && !shown.contains(p.step().record()))
                .map(p -> new PublishingRefusal.InvalidState.Standing(
                        p.step().record(),
                        p.title(),
                        Environment.STAGING,
                        State.DRAFT.key(),
                        "Version " + p.step().version() + " of “" + p.title()
                                + "” was never published. Publish it on staging, then add it."))
                .toList();
    }

    private static Map<RecordId, Integer> versionsOf(List<ReleaseStep> steps) {
        Map<RecordId, Integer> versions = new LinkedHashMap<>();
        steps.forEach(s -> {
            if (s.version() != null) {
                versions.put(s.record(), s.version());
            }
        });
        return versions;
    }

    private static PublishingRefusal.InvalidState.Standing notPublished(SiteRecord record) {
        Coordinate at = record.staging() != null ? record.staging() : record.live();
        String title = at == null ? "This record" : "“" + at.title() + "”";
        return new PublishingRefusal.InvalidState.Standing(
                record.id(),
                at == null ? "" : at.title(),
                Environment.STAGING,
                record.staging() == null ? "absent" : record.staging().state().key(),
                title + " isn't published on staging. Publish it there, then add it.");
    }
}
