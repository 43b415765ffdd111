package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an operator resolved conflicts between staging and live, and which versions they looked at when they did.
 *
 * @param picks by record and by {@link ThreeWay.Strand#key}; the empty key means the whole record
 * @param seen the published versions the operator saw; where either moved since, nothing is done
 */
public record ConflictResolutions(Map<RecordId, Map<String, PickedSide>> picks, Map<RecordId, Seen> seen) {
    /** The key of a choice about a record as a whole. */
    public static final String WHOLE = "";

    public static final ConflictResolutions NONE = new ConflictResolutions(Map.of(), Map.of());

    /** The versions that each side published when the operator looked; null for a side that published none. */
    public record Seen(@Nullable Integer staging, @Nullable Integer live) {}

    public Map<String, PickedSide> of(RecordId record) {
        return picks.getOrDefault(record, Map.of());
    }

    public @Nullable PickedSide whole(RecordId record) {
        return of(record).get(WHOLE);
    }

    /** The records that moved since somebody looked, with what was seen and what is. */
    public List<PublishingRefusal.MovedSince.Moved> overtaken(Map<RecordId, SiteRecord> now) {
        return seen.entrySet().stream()
                .filter(e -> now.containsKey(e.getKey()))
                .map(e -> {
                    SiteRecord record = Objects.requireNonNull(now.get(e.getKey()));
                    return new PublishingRefusal.MovedSince.Moved(
                            record.id(), record.title(), e.getValue(), published(record));
                })
                .filter(m -> !m.seen().equals(m.now()))
                .toList();
    }

    private static Seen published(SiteRecord record) {
        return new Seen(
                record.staging() == null ? null : record.staging().published(),
                record.live() == null ? null : record.live().published());
    }

    /** The picks of a record as the audit entry tells them. */
    public static Map<String, String> told(Map<String, PickedSide> pickedSides) {
        Map<String, String> told = new LinkedHashMap<>();
        pickedSides.forEach((key, pickedSide) -> told.put(key.isEmpty() ? "record" : key, word(pickedSide)));
        return told;
    }

    private static String word(PickedSide pickedSide) {
        return pickedSide.name().toLowerCase(Locale.ROOT);
    }
}
