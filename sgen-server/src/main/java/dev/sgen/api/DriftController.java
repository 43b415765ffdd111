package dev.sgen.api;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftQuery;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RemovedOnOneSide;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.publishing.refresh.DriftReport;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How far the environments are apart. */
@RestController
@RequestMapping(Routes.SITE + "/drift")
@Tag(name = "Drift")
class DriftController {
    private final Sites sites;
    private final DriftReport driftReport;

    DriftController(Sites sites, DriftReport driftReport) {
        this.sites = sites;
        this.driftReport = driftReport;
    }

    /**
     * How the environments differ, by what each of them publishes.
     *
     * @param counts by status, over all records of the site; {@code archived-on-staging} and {@code -live} beside them
     * @param next what to send as {@code cursor} for more records; null at the end
     */
    record DriftView(
            Map<String, Integer> counts,
            List<Line> records,
            @Nullable String next) {}

    /**
     * One record.
     *
     * @param base the version at which both last agreed
     * @param staging the version staging publishes, or null
     * @param live the version live publishes, or null
     * @param stagingState how it stands there; null where it doesn't
     * @param liveState how it stands there; null where it doesn't
     * @param gone who took it away from visitors while the other side still shows it; null if nobody did
     * @param conflicts what both sides changed in different ways, with base, staging and live of each
     */
    @Schema(name = "DriftLine")
    record Line(
            String id,
            String type,
            String title,
            String status,
            @Nullable Integer base,
            @Nullable Integer staging,
            @Nullable Integer live,
            @Nullable String stagingState,
            @Nullable String liveState,
            @Nullable GoneView gone,
            List<ThreeWay.Strand> conflicts,
            @Nullable Instant stagingAt,
            @Nullable String stagingBy,
            @Nullable Instant liveAt,
            @Nullable String liveBy) {}

    /**
     * A side that took a record away.
     *
     * @param how unpublished, archived or deleted
     */
    record GoneView(String environment, String how) {}

    @GetMapping
    @Operation(
            summary = "Compare staging and live",
            description = "All records that differ, newest change first, or those of one `status`: same, staging-ahead,"
                    + " live-ahead, conflict, only-staging, only-live. `archived` (staging or live) lists those that"
                    + " stand archived there. `by` is the name of whoever changed a side last; `before` and `since`"
                    + " compare with the newest change.")
    DriftView drift(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String archived,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        SiteId id = sites.require(site).id();
        DriftReport.Page page = driftReport.page(
                actor,
                id,
                new DriftQuery(
                        QueryParameters.word(status, "status", DriftStatus.values(), DriftStatus::key),
                        archived == null ? null : Environment.parse(archived),
                        type,
                        by,
                        QueryParameters.moment(before, "before"),
                        QueryParameters.moment(since, "since"),
                        cursor,
                        Paging.limit(limit)));
        DriftReport.Counts found = driftReport.counts(actor, id);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (DriftStatus driftStatus : DriftStatus.values()) {
            counts.put(driftStatus.key(), found.of().getOrDefault(driftStatus, 0));
        }
        for (Environment environment : Environment.values()) {
            counts.put("archived-on-" + environment.key(), found.archived().getOrDefault(environment, 0));
        }
        return new DriftView(
                counts, page.lines().stream().map(DriftController::line).toList(), page.next());
    }

    private static Line line(DriftReport.Line line) {
        SiteRecord record = line.record();
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        RemovedOnOneSide removedOnOneSide = line.gone();
        return new Line(
                record.id().toString(),
                record.type(),
                record.title(),
                record.drift().key(),
                record.base(),
                staging == null ? null : staging.published(),
                live == null ? null : live.published(),
                staging == null ? null : staging.state().key(),
                live == null ? null : live.state().key(),
                removedOnOneSide == null
                        ? null
                        : new GoneView(
                                removedOnOneSide.on().key(),
                                removedOnOneSide.how().key()),
                line.conflicts(),
                staging == null ? null : staging.updatedAt(),
                staging == null ? null : staging.updatedBy(),
                live == null ? null : live.updatedAt(),
                live == null ? null : live.updatedBy());
    }
}
