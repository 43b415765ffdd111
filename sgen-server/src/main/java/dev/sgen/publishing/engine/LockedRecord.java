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
 * A locked record with the headers of the versions that its coordinates refer to.
 *
 * @param heads by version number: every version a coordinate of the record points at
 */
public record LockedRecord(SiteRecord record, Map<Integer, Head> heads) {

    /**
     * A version without its content.
     *
     * @param listedAt the date that lists sort by, where the content states one
     */
    public record Head(
            int number,
            String hash,
            String title,
            @Nullable String path,
            List<String> tags,
            @Nullable Instant listedAt) {}

    /** The content types among some records. */
    public static List<String> types(Collection<LockedRecord> lockedRecords) {
        return lockedRecords.stream().map(s -> s.record().type()).distinct().toList();
    }

    /** The records without their versions. */
    public static Map<RecordId, SiteRecord> records(Map<RecordId, LockedRecord> lockedRecords) {
        return lockedRecords.values().stream()
                .map(LockedRecord::record)
                .collect(Collectors.toMap(SiteRecord::id, r -> r));
    }

    public Head head(int number) {
        Head head = heads.get(number);
        if (head == null) {
            throw new IllegalStateException("version " + number + " of " + record.id() + " wasn't loaded");
        }
        return head;
    }

    /** The same with more of its versions known. */
    public LockedRecord knowing(Map<Integer, Head> more) {
        Map<Integer, Head> all = new java.util.HashMap<>(heads);
        all.putAll(more);
        return new LockedRecord(record, all);
    }

    /** Whether a version says what the transition shows anyway. */
    public boolean sameContent(int version, Transition t) {
        return t.shown() != null && head(version).hash().equals(t.shown().hash());
    }

    /** The schedule that it has in an environment, if it stands there and has one. */
    public @Nullable Schedule pending(Environment environment) {
        Coordinate at = record.in(environment);
        return at == null ? null : at.schedule();
    }
}
