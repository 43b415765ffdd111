package dev.sgen.admin.history;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.audit.Operations;
import dev.sgen.publishing.VisibilityInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record's visibility intervals into a timeline without gaps: periods in which nothing was public are entries
 * too.
 */
final class VisibilityTimeline {
    private final Operations operations;
    private final AdminContext context;

    VisibilityTimeline(Operations operations, AdminContext context) {
        this.operations = operations;
        this.context = context;
    }

    /**
     * Builds the timeline, newest first.
     *
     * @param seen the visibility intervals, newest first
     */
    List<HistoryPage.Stretch> of(List<VisibilityInterval> seen) {
        List<HistoryPage.Stretch> out = new ArrayList<>();
        Instant later = null;
        boolean first = true;
        for (VisibilityInterval each : seen) {
            Instant to = each.to();
            if (to != null && (first || !to.equals(later))) {
                out.add(nothing(each, to, later));
            }
            out.add(shown(each));
            later = each.from();
            first = false;
        }
        return out;
    }

    private HistoryPage.Stretch shown(VisibilityInterval each) {
        return new HistoryPage.Stretch(
                when(each.from(), each.to()),
                each.version(),
                each.title(),
                each.path(),
                operations.of(each.operation()).beginning() + " " + each.by(),
                entry(each.entry()),
                each.to() == null ? null : ended(each),
                each.endedEntry() == null ? null : entry(each.endedEntry()),
                each.to() == null);
    }

    private HistoryPage.Stretch nothing(VisibilityInterval before, Instant from, @Nullable Instant to) {
        return new HistoryPage.Stretch(
                when(from, to),
                null,
                "",
                null,
                ended(before),
                before.endedEntry() == null ? null : entry(before.endedEntry()),
                null,
                null,
                to == null);
    }

    private String ended(VisibilityInterval each) {
        String operation = each.endedOperation() == null ? "ended" : each.endedOperation();
        return operations.of(operation).ending() + " " + each.endedBy();
    }

    private String when(Instant from, @Nullable Instant to) {
        String since = context.times().exact(from);
        return to == null ? "Since " + since : since + " to " + context.times().exact(to);
    }

    private String entry(String id) {
        return context.base() + "/audit/" + id;
    }
}
