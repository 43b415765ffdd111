package dev.sgen.publishing.engine;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A locked record with the version headers its rules need.
 *
 * @param heads by version number: at least every version that one of the record's coordinates refers to
 */
public record LockedRecord(SiteRecord record, Map<Integer, Head> heads) {

    /**
     * The header of a version: all but its content.
     *
     * @param listedAt the date stated in the content, by which lists sort, or null
     */
    public record Head(
            int number,
            String hash,
            String title,
            @Nullable String path,
            List<String> tags,
            @Nullable Instant listedAt) {}

    /** The distinct content types of the records. */
    public static List<String> types(Collection<LockedRecord> lockedRecords) {
        return lockedRecords.stream().map(s -> s.record().type()).distinct().toList();
    }

    /** The records by id, without version headers. */
    public static Map<RecordId, SiteRecord> records(Map<RecordId, LockedRecord> lockedRecords) {
        return lockedRecords.values().stream()
                .map(LockedRecord::record)
                .collect(Collectors.toMap(SiteRecord::id, r -> r));
    }

    /**
     * The header of a version.
     *
     * @throws IllegalStateException if it was not loaded
     */
    public Head head(int number) {
        Head head = heads.get(number);
        if (head == null) {
            throw new IllegalStateException("version " + number + " of " + record.id() + " wasn't loaded");
        }
        return head;
    }

    /** A copy with more version headers. */
    public LockedRecord knowing(Map<Integer, Head> more) {
        Map<Integer, Head> all = new java.util.HashMap<>(heads);
        all.putAll(more);
        return new LockedRecord(record, all);
    }

    /** Whether the version has the same content as the one the transition publishes. */
    public boolean sameContent(int version, Transition t) {
        return t.shown() != null && head(version).hash().equals(t.shown().hash());
    }

    /** The schedule in this environment, or null. */
    public @Nullable Schedule pending(Environment environment) {
        Coordinate at = record.in(environment);
        return at == null ? null : at.schedule();
    }
}
