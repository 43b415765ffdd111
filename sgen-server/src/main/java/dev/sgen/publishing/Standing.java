package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record under lock, with what the rules need to know of the versions its coordinates point at.
 *
 * @param heads by version number: every version a coordinate of the record points at
 */
record Standing(SiteRecord record, Map<Integer, Head> heads) {

    /**
     * A version without its content.
     *
     * @param listedAt the date that lists sort by, where the content states one
     */
    record Head(
            int number,
            String hash,
            String title,
            @Nullable String path,
            List<String> tags,
            @Nullable Instant listedAt) {}

    /** The content types among some records. */
    static List<String> types(Collection<Standing> standings) {
        return standings.stream().map(s -> s.record().type()).distinct().toList();
    }

    /** The records without their versions. */
    static Map<RecordId, SiteRecord> records(Map<RecordId, Standing> standings) {
        return standings.values().stream().map(Standing::record).collect(Collectors.toMap(SiteRecord::id, r -> r));
    }

    Head head(int number) {
        Head head = heads.get(number);
        if (head == null) {
            throw new IllegalStateException("version " + number + " of " + record.id() + " wasn't loaded");
        }
        return head;
    }

    /** The same with more of its versions known. */
    Standing knowing(Map<Integer, Head> more) {
        Map<Integer, Head> all = new java.util.HashMap<>(heads);
        all.putAll(more);
        return new Standing(record, all);
    }

    /** Whether a version says what the transition shows anyway. */
    boolean sameContent(int version, Transition t) {
        return t.shown() != null && head(version).hash().equals(t.shown().hash());
    }

    /** The schedule that it has in an environment, if it stands there and has one. */
    @Nullable
    Schedule pending(Environment environment) {
        Coordinate at = record.in(environment);
        return at == null ? null : at.schedule();
    }
}
