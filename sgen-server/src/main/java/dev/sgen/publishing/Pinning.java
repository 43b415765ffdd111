package dev.sgen.publishing;

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
 * Turns wishes into steps that stay as they are, whatever becomes of the records meanwhile. The number of
 * statements doesn't depend on the number of wishes; permission is the caller's to ask.
 */
@Component
public class Pinning {
    private final RecordRows records;
    private final VersionRows versions;
    private final Carrying carrying;

    Pinning(RecordRows records, VersionRows versions, Carrying carrying) {
        this.records = records;
        this.versions = versions;
        this.carrying = carrying;
    }

    /**
     * What somebody wants done with a record on live.
     *
     * @param version for a promote: which version; null means what staging publishes now
     */
    public record Wish(
            RecordId record, LiveStep.Kind kind, @Nullable Integer version) {}

    /** A step with the words it was fixed under, which stay with it. */
    public record Pinned(
            LiveStep step,
            String type,
            String title,
            @Nullable String path) {}

    /**
     * Fixes the wishes, in their order.
     *
     * @throws Refused {@link NotFound} for a record or version that doesn't exist; {@link
     *     PublishingRefusal.InvalidState} naming every record whose version no visitor of either side ever
     *     saw: what nobody published never rides along
     */
    public List<Pinned> pin(SiteId site, List<Wish> wishes) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        Map<RecordId, SiteRecord> found = records
                .records(site, wishes.stream().map(Wish::record).toList())
                .stream()
                .collect(Collectors.toMap(SiteRecord::id, r -> r));
        List<LiveStep> steps = new ArrayList<>();
        List<PublishingRefusal.InvalidState.Standing> unfit = new ArrayList<>();
        for (Wish wish : wishes) {
            SiteRecord record = found.get(wish.record());
            if (record == null) {
                throw new Refused(new NotFound("record"));
            }
            Coordinate staging = record.staging();
            Integer version = wish.kind() != LiveStep.Kind.PROMOTE
                    ? null
                    : wish.version() != null ? wish.version() : staging == null ? null : staging.published();
            if (wish.kind() == LiveStep.Kind.PROMOTE && version == null) {
                unfit.add(notPublished(record));
            } else {
                steps.add(new LiveStep(record.id(), wish.kind(), version, false));
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

    /** What has to come along so that live can show these steps' versions, fixed to what staging publishes now. */
    public List<Pinned> carriedBy(SiteId site, List<LiveStep> steps) {
        Map<RecordId, Integer> sources = new LinkedHashMap<>();
        steps.forEach(s -> {
            if (s.version() != null) {
                sources.put(s.record(), s.version());
            }
        });
        if (sources.isEmpty()) {
            return List.of();
        }
        List<SiteRecord> carried = carrying.carried(
                site, sources, steps.stream().map(LiveStep::record).toList());
        return named(
                site,
                carried.stream()
                        .map(r -> new LiveStep(
                                r.id(),
                                LiveStep.Kind.PROMOTE,
                                Objects.requireNonNull(r.staging()).published(),
                                true))
                        .toList(),
                carried.stream().collect(Collectors.toMap(SiteRecord::id, r -> r)));
    }

    private List<Pinned> named(SiteId site, List<LiveStep> steps, Map<RecordId, SiteRecord> found) {
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

    private static Map<RecordId, Integer> versionsOf(List<LiveStep> steps) {
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
