package dev.sgen.api;

import dev.sgen.api.Paging.Page;
import dev.sgen.api.RecordViews.RecordLine;
import dev.sgen.api.RecordViews.VersionLine;
import dev.sgen.api.RecordViews.VersionView;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.FieldDifference;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.VisibilityInterval;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
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
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a record said before, what visitors saw of it, and how to bring it back. */
@RestController
@RequestMapping(Routes.IN + "/records/{record}")
@Tag(name = "History")
class VersionsController {
    private final Sites sites;
    private final RecordReading recordReading;
    private final Publishing publishing;
    private final RecordAnswers answers;

    VersionsController(Sites sites, RecordReading recordReading, Publishing publishing, RecordAnswers answers) {
        this.sites = sites;
        this.recordReading = recordReading;
        this.publishing = publishing;
        this.answers = answers;
    }

    /** Two versions and what lies between them: fields by JSON Pointer, blocks of the body by id. */
    record DiffView(
            VersionLine from, VersionLine to, List<FieldDifference> fields, List<FieldDifference.OfBlock> blocks) {}

    /**
     * The recovery surface of a record in one environment.
     *
     * @param state where it stands now; null after a delete
     * @param deleted whether it was taken out of this environment
     */
    record RecoveryView(
            String record,
            String environment,
            @Nullable String state,
            boolean deleted,
            boolean archived,
            List<IntervalView> items) {}

    /**
     * What visitors saw, from when to when.
     *
     * @param to null while they see it
     * @param entry the audit entry that showed it
     */
    record IntervalView(
            int version,
            String title,
            @Nullable String path,
            Instant from,
            @Nullable Instant to,
            boolean visible,
            String operation,
            String by,
            @Nullable String endedBy,
            String entry) {}

    /** Which version to bring back, and whether visitors shall see it at once (false if left out). */
    @Schema(name = "RecoverRequest")
    record Wish(@Nullable Integer version, @Nullable Boolean publish) {}

    @GetMapping("/versions")
    @Operation(summary = "List a record's versions, newest first")
    Page<VersionLine> versions(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Paging.limit(limit);
        int before = Paging.position(cursor).map(VersionsController::number).orElse(Integer.MAX_VALUE);
        List<Version> found = recordReading.versions(
                actor, id(site), Environment.parse(env), RecordId.parse(record), before, size + 1);
        List<Version> items = found.size() > size ? found.subList(0, size) : found;
        return new Page<>(
                items.stream().map(RecordViews::line).toList(),
                found.size() > size
                        ? Paging.cursor(String.valueOf(items.getLast().number()))
                        : null);
    }

    @GetMapping("/versions/{version}")
    @Operation(summary = "Read one version with its content")
    VersionView version(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            @PathVariable String version) {
        return RecordViews.of(find(actor, site, env, record, version));
    }

    @GetMapping("/versions/{version}/diff/{other}")
    @Operation(
            summary = "Compare two versions",
            description = "Fields that differ, by JSON Pointer, and blocks of the body that were added, removed,"
                    + " changed or moved, followed by their ids.")
    DiffView diff(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            @PathVariable String version,
            @PathVariable String other) {
        Version from = find(actor, site, env, record, version);
        Version to = find(actor, site, env, record, other);
        return new DiffView(
                RecordViews.line(from),
                RecordViews.line(to),
                FieldDifference.between(from.contents(), to.contents()),
                FieldDifference.ofBlocks(from.contents(), to.contents()));
    }

    @GetMapping("/recovery")
    @Operation(
            summary = "What visitors of this environment saw of a record, from when to when",
            description = "Newest first. It answers for archived and deleted records too.")
    RecoveryView recovery(
            Actor actor, @PathVariable String site, @PathVariable String env, @PathVariable String record) {
        SiteId siteId = id(site);
        Environment environment = Environment.parse(env);
        SiteRecord found = recordReading.require(actor, siteId, environment, RecordId.parse(record));
        List<VisibilityInterval> shown = recordReading.visibility(actor, siteId, environment, found.id());
        Coordinate here = found.in(environment);
        return new RecoveryView(
                found.id().toString(),
                environment.key(),
                here == null ? null : here.state().key(),
                here == null,
                here != null && here.archived(),
                shown.stream().map(VersionsController::view).toList());
    }

    @PostMapping("/recover")
    @Operation(
            summary = "Bring a version back",
            description = "As a new version: the working one, or with `publish` what visitors see. What it replaces"
                    + " stays recoverable.")
    Object recover(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            @RequestBody Wish wish,
            HttpServletResponse response) {
        SiteId siteId = id(site);
        Environment environment = Environment.parse(env);
        SiteRecord back = publishing.recover(
                actor,
                siteId,
                environment,
                RecordId.parse(record),
                RequiredFields.required("/version", wish.version()),
                Boolean.TRUE.equals(wish.publish()));
        return answers.after(actor, siteId, environment, back, response);
    }

    @GetMapping("/references")
    @Operation(
            summary = "The records that use this one",
            description = "Those whose working or published version, in either environment, points at it.")
    Page<RecordLine> references(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        SiteId siteId = id(site);
        Environment environment = Environment.parse(env);
        SiteRecord used = recordReading.require(actor, siteId, environment, RecordId.parse(record));
        List<SiteRecord> users = recordReading.usersOf(actor, siteId, environment, used.id()).stream()
                .filter(user -> user.in(environment) != null)
                .toList();
        return Paging.of(users, user -> user.id().toString(), limit, cursor)
                .map(user -> RecordViews.line(user, environment));
    }

    private Version find(Actor actor, String site, String env, String record, String version) {
        return recordReading.version(actor, id(site), Environment.parse(env), RecordId.parse(record), number(version));
    }

    /** A number that can't be one names no version. */
    private static int number(String text) {
        return text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : 0;
    }

    private static IntervalView view(VisibilityInterval i) {
        return new IntervalView(
                i.version(),
                i.title(),
                i.path(),
                i.from(),
                i.to(),
                i.to() == null,
                i.operation(),
                i.by(),
                i.endedBy(),
                i.entry());
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
