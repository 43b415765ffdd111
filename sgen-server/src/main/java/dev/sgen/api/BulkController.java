package dev.sgen.api;

import dev.sgen.api.RecordViews.Placed;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.record.Tagging;
import dev.sgen.publishing.refresh.Refreshing;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same step for many records at once. */
@RestController
@RequestMapping(Routes.IN + "/bulk")
@Tag(name = "Bulk")
class BulkController {
    private final Sites sites;
    private final RecordReading recordReading;
    private final Publishing publishing;
    private final Tagging tagging;
    private final Promoting promoting;
    private final Refreshing refreshing;

    BulkController(
            Sites sites,
            RecordReading recordReading,
            Publishing publishing,
            Tagging tagging,
            Promoting promoting,
            Refreshing refreshing) {
        this.tagging = tagging;
        this.promoting = promoting;
        this.refreshing = refreshing;
        this.sites = sites;
        this.recordReading = recordReading;
        this.publishing = publishing;
    }

    private enum Step {
        SAVE,
        PUBLISH,
        UNPUBLISH,
        ARCHIVE,
        REVIVE,
        SCHEDULE,
        PROMOTE,
        REFRESH
    }

    /**
     * What to do with which records: those named, or all that a filter matches.
     *
     * @param operation save, publish, unpublish, archive, revive, schedule, promote or refresh; the last two on staging only
     * @param addTags for save: words that every record has afterwards
     * @param removeTags for save: words that none has afterwards
     * @param at for schedule: the moment
     * @param action for schedule: publish (the default) or promote
     * @param onDrift for promote: refuse (the default), merge or overwrite
     * @param onConflict for refresh: refuse (the default), merge or take-live
     */
    @Schema(name = "BulkRequest")
    record Asked(
            @Nullable String operation,
            @Nullable List<String> records,
            @Nullable Filter filter,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags,
            @Nullable String at,
            @Nullable String action,
            @Nullable String onDrift,
            @Nullable String onConflict) {}

    /** Which records: as the list of records is filtered. */
    @Schema(name = "BulkFilter")
    record Filter(
            @Nullable String type,
            @Nullable String state,
            @Nullable String tag,
            @Nullable String q,
            @Nullable Boolean changed,
            @Nullable String drift) {
        RecordQuery query() {
            return new RecordQuery(
                    type,
                    QueryParameters.word(state, "/filter/state", State.values(), State::key),
                    tag,
                    q,
                    changed,
                    QueryParameters.word(drift, "/filter/drift", DriftStatus.values(), DriftStatus::key),
                    RecordQuery.Sort.OLDEST,
                    Paging.MAX_LIMIT,
                    null);
        }
    }

    /** What was done. */
    @Schema(name = "BulkResult")
    record Done(String operation, int count, List<Placed> records) {}

    @PostMapping
    @Operation(
            summary = "Do the same to many records",
            description =
                    "Name the records, or a filter; at most 10,000. One transaction and one audit entry: where one"
                            + " record can't take the step, none does, and the answer names all that stand in the way. More than one record needs the permission bulk beside the"
                            + " operation's own. Save changes tags.")
    Done run(Actor actor, @PathVariable String site, @PathVariable String env, @RequestBody Asked asked) {
        SiteId siteId = sites.require(site).id();
        Environment environment = Environment.parse(env);
        String word = RequiredFields.required("/operation", asked.operation());
        Step step = RequiredFields.required(
                "/operation",
                QueryParameters.word(
                        word, "/operation", Step.values(), s -> s.name().toLowerCase(Locale.ROOT)));
        if (step != Step.SCHEDULE && (asked.at() != null || asked.action() != null)) {
            throw QueryParameters.bad("/at", "Only the operation schedule has a moment.");
        }
        if (step != Step.PROMOTE && asked.onDrift() != null || step != Step.REFRESH && asked.onConflict() != null) {
            throw QueryParameters.bad("/operation", "onDrift belongs to promote, onConflict to refresh.");
        }
        if (step != Step.SAVE && (asked.addTags() != null || asked.removeTags() != null)) {
            throw QueryParameters.bad("/operation", "addTags and removeTags belong to save.");
        }
        if ((step == Step.PROMOTE || step == Step.REFRESH) && environment != Environment.STAGING) {
            throw QueryParameters.bad(
                    "/operation", "Ask for this on staging: live is promoted to, and refreshed from.");
        }
        List<SiteRecord> moved =
                take(actor, siteId, environment, step, asked, chosen(actor, siteId, environment, asked));
        return new Done(
                word,
                moved.size(),
                moved.stream()
                        .map(r -> RecordViews.placed(r, step == Step.PROMOTE ? Environment.LIVE : environment))
                        .toList());
    }

    private List<SiteRecord> take(
            Actor actor, SiteId site, Environment environment, Step step, Asked asked, List<RecordId> records) {
        return switch (step) {
            case SAVE ->
                tagging.retag(
                        actor,
                        site,
                        environment,
                        records,
                        new Tagging.Change(
                                Objects.requireNonNullElse(asked.addTags(), List.of()),
                                Objects.requireNonNullElse(asked.removeTags(), List.of())));
            case PUBLISH -> publishing.publish(actor, site, environment, records);
            case UNPUBLISH -> publishing.unpublish(actor, site, environment, records);
            case ARCHIVE -> publishing.archive(actor, site, environment, records);
            case REVIVE -> publishing.revive(actor, site, environment, records);
            case SCHEDULE -> {
                ScheduleController.Asked when = new ScheduleController.Asked(asked.at(), asked.action());
                yield publishing.schedule(actor, site, environment, records, when.what(), when.moment());
            }
            case PROMOTE -> {
                Promotion done = promoting.promote(actor, site, records, PromotionsController.onDrift(asked.onDrift()));
                yield recordReading.all(
                        actor,
                        site,
                        Environment.LIVE,
                        done.records().stream().map(Promotion.Step::record).toList());
            }
            case REFRESH -> {
                Refresh done = refreshing.refresh(
                        actor, site, Refreshing.Asked.of(records, RefreshController.onConflict(asked.onConflict())));
                yield recordReading.all(
                        actor,
                        site,
                        environment,
                        done.records().stream()
                                .filter(s -> s.outcome().moves())
                                .map(Refresh.Step::record)
                                .toList());
            }
        };
    }

    private List<RecordId> chosen(Actor actor, SiteId site, Environment environment, Asked asked) {
        Filter filter = asked.filter();
        if (filter == null) {
            return QueryParameters.records(asked.records(), "/records");
        }
        if (asked.records() != null) {
            throw QueryParameters.bad("/filter", "Name records or give a filter, not both.");
        }
        List<RecordId> matching =
                recordReading.matching(actor, site, environment, filter.query(), QueryParameters.MAX_RECORDS + 1);
        if (matching.isEmpty()) {
            throw QueryParameters.bad("/filter", "No record matches this filter, so there is nothing to do.");
        }
        if (matching.size() > QueryParameters.MAX_RECORDS) {
            throw QueryParameters.bad(
                    "/filter", "More than " + QueryParameters.MAX_RECORDS + " records match this filter. Narrow it.");
        }
        return matching;
    }
}
