package dev.sgen.publishing.refresh;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.DriftQuery;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RemovedOnOneSide;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.publishing.record.RecordLists;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reports how staging and live differ, for all records of all types (DRIFT-2). */
@Component
public class DriftReport {
    private final DriftRows rows;
    private final RecordLists lists;
    private final RefreshConflicts refreshConflicts;
    private final Members members;

    DriftReport(DriftRows rows, RecordLists lists, RefreshConflicts refreshConflicts, Members members) {
        this.rows = rows;
        this.lists = lists;
        this.refreshConflicts = refreshConflicts;
        this.members = members;
    }

    /**
     * One record of the report.
     *
     * @param gone the environment that removed it from public view, or null
     * @param conflicts what both environments changed differently; empty unless the status is a conflict
     */
    public record Line(SiteRecord record, @Nullable RemovedOnOneSide gone, List<ThreeWay.Strand> conflicts) {}

    /**
     * A page of the report.
     *
     * @param next the cursor of the next page, or null
     */
    public record Page(List<Line> lines, @Nullable String next) {}

    /** The number of records by drift status, and of archived records by environment. */
    public record Counts(Map<DriftStatus, Integer> of, Map<Environment, Integer> archived) {}

    /** A page, newest change first. Requires the permission to read both environments. */
    public Page page(Actor actor, SiteId site, DriftQuery query) {
        requireBoth(actor, site);
        List<SiteRecord> found = rows.page(site, query);
        boolean more = found.size() > query.limit();
        List<SiteRecord> page = more ? found.subList(0, query.limit()) : found;
        Map<RecordId, ThreeWay> compared = compared(site, page);
        return new Page(
                page.stream()
                        .map(r -> new Line(
                                r,
                                RemovedOnOneSide.of(r),
                                compared.containsKey(r.id())
                                        ? Objects.requireNonNull(compared.get(r.id()))
                                                .conflicts()
                                        : List.of()))
                        .toList(),
                more ? RecordLists.cursor(page.getLast()) : null);
    }

    private Map<RecordId, ThreeWay> compared(SiteId site, List<SiteRecord> page) {
        List<RefreshConflicts.Three> conflicts = page.stream()
                .filter(r -> r.drift() == DriftStatus.CONFLICT)
                .map(r -> new RefreshConflicts.Three(
                        r.id(),
                        r.base(),
                        Objects.requireNonNull(r.staging()).published(),
                        Objects.requireNonNull(r.live()).published()))
                .toList();
        return conflicts.isEmpty()
                ? new LinkedHashMap<>()
                : refreshConflicts.compare(site, conflicts, ConflictResolutions.NONE);
    }

    /** The totals of the report. Requires the permission to read both environments. */
    public Counts counts(Actor actor, SiteId site) {
        requireBoth(actor, site);
        return new Counts(lists.driftCounts(site), rows.archived(site));
    }

    private void requireBoth(Actor actor, SiteId site) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, Environment.STAGING);
        rights.require(Permission.READ, Environment.LIVE);
    }
}
