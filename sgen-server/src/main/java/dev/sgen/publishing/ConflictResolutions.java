package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operator's choices for records that both environments changed, and the versions the operator had seen.
 *
 * @param picks by record and by {@link ThreeWay.Strand#key}; the empty key means the whole record
 * @param seen the published versions the operator saw; if one of them has changed since, the operation is refused
 */
public record ConflictResolutions(Map<RecordId, Map<String, PickedSide>> picks, Map<RecordId, Seen> seen) {
    /** The key of a choice that covers the whole record. */
    public static final String WHOLE = "";

    public static final ConflictResolutions NONE = new ConflictResolutions(Map.of(), Map.of());

    /** The published version of each environment at the time the operator looked; null if there was none. */
    public record Seen(@Nullable Integer staging, @Nullable Integer live) {}

    /** The choices for one record; empty if there are none. */
    public Map<String, PickedSide> of(RecordId record) {
        return picks.getOrDefault(record, Map.of());
    }

    /** The choice for the whole record, or null. */
    public @Nullable PickedSide whole(RecordId record) {
        return of(record).get(WHOLE);
    }

    /** The records whose published versions have changed since the operator looked. */
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

    /** The choices for one record in the format of audit details. */
    public static Map<String, String> told(Map<String, PickedSide> pickedSides) {
        Map<String, String> told = new LinkedHashMap<>();
        pickedSides.forEach((key, pickedSide) -> told.put(key.isEmpty() ? "record" : key, word(pickedSide)));
        return told;
    }

    private static String word(PickedSide pickedSide) {
        return pickedSide.name().toLowerCase(Locale.ROOT);
    }
}
