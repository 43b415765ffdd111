package dev.sgen.api;

import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The moment at which a record appears by itself. */
@RestController
@RequestMapping(Routes.IN + "/records/{record}/schedule")
@Tag(name = "Records")
class ScheduleController {
    private static final int DAY = "2026-03-01".length();

    private final Sites sites;
    private final Publishing publishing;
    private final RecordAnswers answers;

    ScheduleController(Sites sites, Publishing publishing, RecordAnswers answers) {
        this.sites = sites;
        this.publishing = publishing;
        this.answers = answers;
    }

    /**
     * When, and what.
     *
     * @param at RFC 3339 with its offset, in the future
     * @param action publish (the default) or promote
     */
    @Schema(name = "ScheduleRequest")
    record Asked(@Nullable String at, @Nullable String action) {
        Instant moment() {
            String text = RequiredFields.required("/at", at);
            if (text.length() <= DAY) {
                throw QueryParameters.bad("/at", "Write a moment with its offset, such as 2026-03-01T09:00:00Z.");
            }
            return Objects.requireNonNull(QueryParameters.moment(text, "/at"));
        }

        Schedule.Action what() {
            return Objects.requireNonNullElse(
                    QueryParameters.word(action, "/action", Schedule.Action.values(), Schedule.Action::key),
                    Schedule.Action.PUBLISH);
        }
    }

    @PutMapping
    @Operation(
            summary = "Schedule a record",
            description = "Fixes the version and the moment; a later save doesn't change what will be shown. `publish`"
                    + " shows it in this environment, `promote` carries what staging publishes to live.")
    Object set(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            @RequestBody Asked asked,
            HttpServletResponse response) {
        SiteId siteId = sites.require(site).id();
        Environment environment = Environment.parse(env);
        SiteRecord set = publishing
                .schedule(actor, siteId, environment, List.of(RecordId.parse(record)), asked.what(), asked.moment())
                .getFirst();
        return answers.after(actor, siteId, environment, set, response);
    }

    @DeleteMapping
    @Operation(
            summary = "Cancel a record's schedule",
            description = "Its trigger never fires. Answers with the record.")
    Object cancel(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            HttpServletResponse response) {
        SiteId siteId = sites.require(site).id();
        Environment environment = Environment.parse(env);
        SiteRecord cancelled = publishing
                .cancelSchedule(actor, siteId, environment, List.of(RecordId.parse(record)))
                .getFirst();
        return answers.after(actor, siteId, environment, cancelled, response);
    }
}
