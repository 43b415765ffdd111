package dev.sgen.api;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Drift;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
    private final Reading reading;

    DriftController(Sites sites, Reading reading) {
        this.sites = sites;
        this.reading = reading;
    }

    /**
     * How the environments differ, by what each of them publishes.
     *
     * @param counts by status, over all records of the site
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
     */
    @Schema(name = "DriftLine")
    record Line(
            String id,
            String type,
            String title,
            String status,
            @Nullable Integer base,
            @Nullable Integer staging,
            @Nullable Integer live) {}

    @GetMapping
    @Operation(
            summary = "Compare staging and live",
            description =
                    "All records that differ, or those of one `status`: same, staging-ahead, live-ahead, conflict,"
                            + " only-staging, only-live. A promotion tried with `dryRun` tells what exactly conflicts.")
    DriftView drift(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        SiteId id = sites.require(site).id();
        Reading.Apart page = reading.drift(
                actor, id, Wanted.word(status, "status", Drift.values(), Drift::key), cursor, Paging.limit(limit));
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<Drift, Integer> found = reading.driftCounts(actor, id);
        for (Drift drift : Drift.values()) {
            counts.put(drift.key(), found.getOrDefault(drift, 0));
        }
        return new DriftView(
                counts, page.records().stream().map(DriftController::line).toList(), page.next());
    }

    private static Line line(SiteRecord record) {
        Coordinate staging = record.staging();
        Coordinate live = record.live();
        Coordinate named = staging != null ? staging : live;
        return new Line(
                record.id().toString(),
                record.type(),
                named == null ? "" : named.title(),
                record.drift().key(),
                record.base(),
                staging == null ? null : staging.published(),
                live == null ? null : live.published());
    }
}
