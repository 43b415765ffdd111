package dev.sgen.admin;

import dev.sgen.publishing.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record's visibility as a line of time without holes: also when visitors saw nothing is said. */
final class Stretches {
    private static final Map<String, String> BEGUN = Map.ofEntries(
            Map.entry("publish", "published by "),
            Map.entry("promote", "promoted by "),
            Map.entry("recover", "recovered by "),
            Map.entry("import", "imported by "),
            Map.entry("media.upload", "uploaded by "),
            Map.entry("schedule.trigger", "shown on schedule by "));
    private static final Map<String, String> ENDED = Map.ofEntries(
            Map.entry("publish", "replaced by "),
            Map.entry("promote", "replaced by a promote of "),
            Map.entry("recover", "replaced by a recovery of "),
            Map.entry("schedule.trigger", "replaced on schedule by "),
            Map.entry("unpublish", "unpublished by "),
            Map.entry("archive", "archived by "),
            Map.entry("delete", "deleted by "));

    private Stretches() {}

    /**
     * @param seen newest first
     */
    static List<HistoryPage.Stretch> of(Place place, List<Interval> seen) {
        List<HistoryPage.Stretch> out = new ArrayList<>();
        Instant later = null;
        boolean first = true;
        for (Interval each : seen) {
            Instant to = each.to();
            if (to != null && (first || !to.equals(later))) {
                out.add(nothing(place, each, to, later));
            }
            out.add(shown(place, each));
            later = each.from();
            first = false;
        }
        return out;
    }

    private static HistoryPage.Stretch shown(Place place, Interval each) {
        return new HistoryPage.Stretch(
                when(place, each.from(), each.to()),
                each.version(),
                each.title(),
                each.path(),
                BEGUN.getOrDefault(each.operation(), each.operation().replace('.', ' ') + " by ") + each.by(),
                entry(place, each.entry()),
                each.to() == null ? null : ended(each),
                each.endedEntry() == null ? null : entry(place, each.endedEntry()),
                each.to() == null);
    }

    private static HistoryPage.Stretch nothing(Place place, Interval before, Instant from, @Nullable Instant to) {
        return new HistoryPage.Stretch(
                when(place, from, to),
                null,
                "",
                null,
                ended(before),
                before.endedEntry() == null ? null : entry(place, before.endedEntry()),
                null,
                null,
                to == null);
    }

    private static String ended(Interval each) {
        String operation = each.endedOperation() == null ? "ended" : each.endedOperation();
        return ENDED.getOrDefault(operation, operation.replace('.', ' ') + " by ") + each.endedBy();
    }

    private static String when(Place place, Instant from, @Nullable Instant to) {
        String since = place.times().exact(from);
        return to == null ? "Since " + since : since + " to " + place.times().exact(to);
    }

    private static String entry(Place place, String id) {
        return place.base() + "/audit/" + id;
    }
}
