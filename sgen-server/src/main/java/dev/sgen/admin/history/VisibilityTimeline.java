package dev.sgen.admin.history;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.publishing.VisibilityInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record's visibility as a line of time without holes: also when visitors saw nothing is said. */
final class VisibilityTimeline {
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

    private VisibilityTimeline() {}

    /**
     * @param seen newest first
     */
    static List<HistoryPage.Stretch> of(AdminContext adminContext, List<VisibilityInterval> seen) {
        List<HistoryPage.Stretch> out = new ArrayList<>();
        Instant later = null;
        boolean first = true;
        for (VisibilityInterval each : seen) {
            Instant to = each.to();
            if (to != null && (first || !to.equals(later))) {
                out.add(nothing(adminContext, each, to, later));
            }
            out.add(shown(adminContext, each));
            later = each.from();
            first = false;
        }
        return out;
    }

    private static HistoryPage.Stretch shown(AdminContext adminContext, VisibilityInterval each) {
        return new HistoryPage.Stretch(
                when(adminContext, each.from(), each.to()),
                each.version(),
                each.title(),
                each.path(),
                BEGUN.getOrDefault(each.operation(), each.operation().replace('.', ' ') + " by ") + each.by(),
                entry(adminContext, each.entry()),
                each.to() == null ? null : ended(each),
                each.endedEntry() == null ? null : entry(adminContext, each.endedEntry()),
                each.to() == null);
    }

    private static HistoryPage.Stretch nothing(
            AdminContext adminContext, VisibilityInterval before, Instant from, @Nullable Instant to) {
        return new HistoryPage.Stretch(
                when(adminContext, from, to),
                null,
                "",
                null,
                ended(before),
                before.endedEntry() == null ? null : entry(adminContext, before.endedEntry()),
                null,
                null,
                to == null);
    }

    private static String ended(VisibilityInterval each) {
        String operation = each.endedOperation() == null ? "ended" : each.endedOperation();
        return ENDED.getOrDefault(operation, operation.replace('.', ' ') + " by ") + each.endedBy();
    }

    private static String when(AdminContext adminContext, Instant from, @Nullable Instant to) {
        String since = adminContext.times().exact(from);
        return to == null
                ? "Since " + since
                : since + " to " + adminContext.times().exact(to);
    }

    private static String entry(AdminContext adminContext, String id) {
        return adminContext.base() + "/audit/" + id;
    }
}
