package dev.sgen.api;

import dev.sgen.api.Paging.Page;
import dev.sgen.publishing.PendingSchedule;
import dev.sgen.publishing.schedule.Schedules;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a site will do by itself. */
@RestController
@RequestMapping(Routes.SITE + "/schedule")
@Tag(name = "Schedule")
class SchedulesController {
    private final Sites sites;
    private final Schedules schedules;

    SchedulesController(Sites sites, Schedules schedules) {
        this.sites = sites;
        this.schedules = schedules;
    }

    /** A record in a schedule, named by the version that was fixed. */
    @Schema(name = "ScheduledRecord")
    record Named(
            String id, String type, String title, @Nullable String path) {}

    /** The originating operator. */
    @Schema(name = "ScheduledBy")
    record By(@Nullable String id, String name) {}

    /** What will be in the way. */
    @Schema(name = "ScheduleCollision")
    record Collision(String kind, String record, String title) {}

    /**
     * One pending schedule.
     *
     * @param environment where it stands
     * @param targetEnvironment where visitors will see it
     * @param at UTC
     * @param local the same moment in the site's time zone, with its offset
     * @param version the one that will be shown; a later save doesn't change it
     * @param newer a later version that would have to be scheduled anew to be shown; null if there is none
     */
    @Schema(name = "PendingSchedule")
    record Pending(
            String environment,
            String targetEnvironment,
            String action,
            String at,
            String local,
            String timeZone,
            Named record,
            int version,
            @Nullable Integer newer,
            @Nullable Integer replaces,
            By by,
            int sameMoment,
            List<Collision> collisions) {}

    /** One that came to nothing. */
    @Schema(name = "FailedSchedule")
    record Failed(
            String environment,
            Named record,
            String planned,
            String local,
            String timeZone,
            String failedAt,
            String reason,
            String by,
            String entry) {}

    @GetMapping
    @Operation(
            summary = "What is scheduled, the next first",
            description =
                    "Both environments, as far as you may read them. `from` is inclusive, `to` exclusive; both are"
                            + " moments with an offset, or days in UTC. `collisions` names what will be in the way, as far as"
                            + " can be seen now: `path-taken`, `path-twice`, `live-moved`, `same-record`.")
    Page<Pending> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Site found = sites.require(site);
        Schedules.Page page = schedules.pending(
                actor,
                found.id(),
                new Schedules.Question(
                        QueryParameters.word(environment, "environment", Environment.values(), Environment::key),
                        QueryParameters.moment(from, "from"),
                        QueryParameters.moment(to, "to"),
                        Integer.MAX_VALUE,
                        Paging.limit(limit),
                        Paging.position(cursor).orElse(null)));
        return new Page<>(
                page.items().stream().map(item -> pending(found, item)).toList(),
                page.next() == null ? null : Paging.cursor(page.next()));
    }

    @GetMapping("/failed")
    @Operation(
            summary = "Schedules that came to nothing",
            description = "Those of the last 30 days whose record nobody scheduled anew, showed by hand, archived or"
                    + " deleted since; the newest first.")
    Page<Failed> failed(Actor actor, @PathVariable String site) {
        Site found = sites.require(site);
        return new Page<>(
                schedules.failed(actor, found.id()).stream()
                        .map(f -> failed(found, f))
                        .toList(),
                null);
    }

    private static Pending pending(Site site, PendingSchedule item) {
        return new Pending(
                item.environment().key(),
                item.target().key(),
                item.action().key(),
                item.at().toString(),
                local(site, item.at()),
                site.timeZone(),
                new Named(item.record().toString(), item.type(), item.title(), item.path()),
                item.version(),
                item.newer(),
                item.published(),
                new By(item.by() == null ? null : item.by().toString(), item.byName()),
                item.together(),
                item.collisions().stream()
                        .map(c -> new Collision(c.kind(), c.record().toString(), c.title()))
                        .toList());
    }

    private static Failed failed(Site site, PendingSchedule.Failed item) {
        return new Failed(
                item.environment().key(),
                new Named(item.record().toString(), item.type(), item.title(), null),
                item.planned().toString(),
                local(site, item.planned()),
                site.timeZone(),
                item.at().toString(),
                item.reason(),
                item.byName(),
                item.entry());
    }

    private static String local(Site site, Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(ZoneId.of(site.timeZone())));
    }
}
