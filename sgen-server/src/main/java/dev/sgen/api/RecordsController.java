package dev.sgen.api;

import dev.sgen.api.Paging.Page;
import dev.sgen.api.RecordViews.RecordLine;
import dev.sgen.api.RecordViews.RecordView;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordActions;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Records in one environment: find, read, create, save, and the steps of their life. */
@RestController
@RequestMapping(Routes.IN + "/records")
@Tag(name = "Records")
class RecordsController {
    private final Sites sites;
    private final RecordReading recordReading;
    private final Publishing publishing;
    private final RecordAnswers answers;

    RecordsController(Sites sites, RecordReading recordReading, Publishing publishing, RecordAnswers answers) {
        this.sites = sites;
        this.recordReading = recordReading;
        this.publishing = publishing;
        this.answers = answers;
    }

    /**
     * A record that begins.
     *
     * @param path made from the title where the type has a path and none is given
     * @param content an empty object where none is given
     */
    record NewRecord(
            @Nullable String type,
            @Nullable String title,
            @Nullable String path,
            @Nullable ObjectNode content,
            @Nullable List<String> tags) {}

    /**
     * All that an operator writes into a record; a save replaces it whole.
     *
     * @param path the present one stays where none is given, so that a new title doesn't move the page
     * @param tags the present ones stay where none are given; an empty list takes them away
     */
    record SavedRecord(
            @Nullable String title,
            @Nullable String path,
            @Nullable ObjectNode content,
            @Nullable List<String> tags) {}

    @GetMapping
    @Operation(
            summary = "List the records of an environment",
            description = "`changed=true` keeps those whose working version differs from the published one. `drift` is"
                    + " same, staging-ahead, live-ahead, conflict, only-staging or only-live. `sort` is newest, oldest"
                    + " or title.")
    Page<RecordLine> list(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String changed,
            @RequestParam(required = false) @Nullable String drift,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        RecordQuery.Sort order = QueryParameters.word(
                sort, "sort", RecordQuery.Sort.values(), s -> s.name().toLowerCase(Locale.ROOT));
        RecordQuery query = new RecordQuery(
                type,
                QueryParameters.word(state, "state", State.values(), State::key),
                tag,
                q,
                QueryParameters.flag(changed, "changed"),
                QueryParameters.word(drift, "drift", DriftStatus.values(), DriftStatus::key),
                Objects.requireNonNullElse(order, RecordQuery.Sort.NEWEST),
                Paging.limit(limit),
                cursor);
        RecordPage page = recordReading.list(actor, id(site), Environment.parse(env), query);
        return new Page<>(page.items().stream().map(RecordViews::line).toList(), page.next());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a record as a draft", description = "Answers 201 with its address and its ETag.")
    Object create(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @RequestBody NewRecord body,
            HttpServletResponse response) {
        Environment environment = Environment.parse(env);
        SiteId siteId = id(site);
        Contents contents = new Contents(
                RequiredFields.required("/title", body.title()),
                body.path(),
                body.content() == null ? Json.object() : body.content(),
                body.tags() == null ? List.of() : body.tags());
        SiteRecord made =
                publishing.create(actor, siteId, environment, RequiredFields.required("/type", body.type()), contents);
        response.setHeader(
                HttpHeaders.LOCATION, "/api/v1/sites/" + siteId + "/" + environment.key() + "/records/" + made.id());
        return answers.after(actor, siteId, environment, made, response);
    }

    @GetMapping("/{record}")
    @Operation(
            summary = "Read a record",
            description =
                    "With the contents of its working and its published version. The ETag names the working"
                            + " version; a save sends it back as If-Match. Not found where it doesn't stand in the environment.")
    RecordView get(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            HttpServletResponse response) {
        return answers.read(actor, id(site), Environment.parse(env), RecordId.parse(record), response);
    }

    @GetMapping("/{record}/actions")
    @Operation(
            summary = "What can be done with a record",
            description =
                    "By its state in the environment and by the caller's rights: save, publish, promote, unpublish,"
                            + " archive, revive, schedule, cancel-schedule, delete, recover. A call may still be refused, for a"
                            + " conflict or a missing approval.")
    ActionsView actions(Actor actor, @PathVariable String site, @PathVariable String env, @PathVariable String record) {
        return new ActionsView(
                recordReading.actions(actor, id(site), Environment.parse(env), RecordId.parse(record)).stream()
                        .map(RecordActions.Action::key)
                        .toList());
    }

    @Schema(name = "RecordActions")
    record ActionsView(List<String> actions) {}

    @PutMapping("/{record}")
    @Operation(
            summary = "Save a record",
            description = "Replaces title, content, path and tags of the working version; visitors see no difference."
                    + " If-Match is required (428 without, 412 where somebody saved in between). A path or tags"
                    + " that are left out stay as they are; an empty list takes the tags away.")
    Object save(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody SavedRecord body,
            HttpServletResponse response) {
        SiteId siteId = id(site);
        Environment environment = Environment.parse(env);
        RecordId recordId = RecordId.parse(record);
        int expected = QueryParameters.version(ifMatch);
        Contents contents = kept(actor, siteId, environment, recordId, body);
        SiteRecord saved = publishing.save(actor, siteId, environment, recordId, expected, contents);
        return answers.after(actor, siteId, environment, saved, response);
    }

    private Contents kept(Actor actor, SiteId site, Environment environment, RecordId id, SavedRecord body) {
        String title = RequiredFields.required("/title", body.title());
        ObjectNode content = RequiredFields.required("/content", body.content());
        if (body.path() != null && body.tags() != null) {
            return new Contents(title, body.path(), content, body.tags());
        }
        Coordinate at = recordReading.require(actor, site, environment, id).in(environment);
        if (at == null) {
            throw new Refused(new NotFound("record"));
        }
        Contents present = recordReading
                .version(actor, site, environment, id, at.working())
                .contents();
        return new Contents(
                title,
                body.path() == null ? present.path() : body.path(),
                content,
                body.tags() == null ? present.tags() : body.tags());
    }

    @PostMapping("/{record}/publish")
    @Operation(summary = "Show the working version to visitors of this environment")
    Object publish(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            HttpServletResponse response) {
        return step(actor, site, env, record, response, publishing::publish);
    }

    @PostMapping("/{record}/unpublish")
    @Operation(summary = "Take a record away from visitors; it is a draft again")
    Object unpublish(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            HttpServletResponse response) {
        return step(actor, site, env, record, response, publishing::unpublish);
    }

    @PostMapping("/{record}/archive")
    @Operation(summary = "Take a record away from visitors and keep it aside")
    Object archive(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            HttpServletResponse response) {
        return step(actor, site, env, record, response, publishing::archive);
    }

    @PostMapping("/{record}/revive")
    @Operation(summary = "Bring an archived record back as a draft")
    Object revive(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @PathVariable String record,
            HttpServletResponse response) {
        return step(actor, site, env, record, response, publishing::revive);
    }

    @DeleteMapping("/{record}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take a record out of this environment",
            description = "Its versions stay recoverable until their retention ends; the other environment isn't"
                    + " touched.")
    void delete(Actor actor, @PathVariable String site, @PathVariable String env, @PathVariable String record) {
        publishing.delete(actor, id(site), Environment.parse(env), List.of(RecordId.parse(record)));
    }

    private interface Step {
        List<SiteRecord> take(Actor actor, SiteId site, Environment environment, List<RecordId> records);
    }

    private Object step(
            Actor actor, String site, String env, String record, HttpServletResponse response, Step operation) {
        SiteId siteId = id(site);
        Environment environment = Environment.parse(env);
        SiteRecord moved = operation
                .take(actor, siteId, environment, List.of(RecordId.parse(record)))
                .getFirst();
        return answers.after(actor, siteId, environment, moved, response);
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
