package dev.sgen.api;

import dev.sgen.api.ReleaseViews.PreflightView;
import dev.sgen.api.ReleaseViews.ReleaseLine;
import dev.sgen.api.ReleaseViews.ReleaseView;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseChange;
import dev.sgen.release.ReleaseLaunch;
import dev.sgen.release.ReleaseUndoOutcome;
import dev.sgen.release.Releases;
import dev.sgen.release.VersionPinning;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Named sets of records that change live together. */
@RestController
@RequestMapping(Routes.SITE + "/releases")
@Tag(name = "Releases")
class ReleasesController {
    private static final String PINNED = "A list of record ids, or of objects {record, version?, action?}: action is"
            + " promote (the default), archive, unpublish or delete; version is what staging publishes now, if none is"
            + " given.";

    private final Sites sites;
    private final Releases releases;
    private final ReleaseLaunch releaseLaunch;

    ReleasesController(Sites sites, Releases releases, ReleaseLaunch releaseLaunch) {
        this.sites = sites;
        this.releases = releases;
        this.releaseLaunch = releaseLaunch;
    }

    /**
     * A release that begins.
     *
     * @param at when it promotes itself, RFC 3339; none means when somebody says so
     */
    @Schema(name = "NewRelease")
    record Begun(
            @Nullable String name,
            @Nullable String at,

            @ArraySchema(schema = @Schema(type = "object"), arraySchema = @Schema(description = PINNED)) @Nullable
            List<JsonNode> records) {}

    /**
     * What becomes of a release.
     *
     * @param at a moment, or null to take the moment back
     * @param records all that it shall hold; what is named without a version keeps the one it has
     * @param remove records that go out
     */
    @Schema(name = "ReleaseChange")
    record Changed(
            @Nullable String name,

            @Schema(type = "string", nullable = true) @Nullable
            JsonNode at,

            @ArraySchema(schema = @Schema(type = "object"), arraySchema = @Schema(description = PINNED)) @Nullable
            List<JsonNode> records,

            @ArraySchema(schema = @Schema(type = "object"), arraySchema = @Schema(description = PINNED)) @Nullable
            List<JsonNode> add,

            @Nullable List<String> remove) {}

    /** How to promote it. */
    @Schema(name = "ReleasePromotion")
    record Go(@Nullable String onDrift) {}

    /** How to undo it. */
    @Schema(name = "ReleaseUndo")
    record Back(@Nullable String onConflict, @Nullable Boolean dryRun) {}

    /** What an undo did, or would do. */
    record UndoView(boolean done, List<Map<String, Object>> records) {}

    @GetMapping
    @Operation(
            summary = "List the releases of a site",
            description = "Those still to come first, then the newest. Without their items.")
    Paging.Page<ReleaseLine> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<Release> all = releases.list(actor, sites.require(site).id());
        return Paging.of(all, r -> r.id().toString(), limit, cursor).map(ReleaseLine::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Begin a release",
            description = "Each record is fixed to the version that staging publishes now, or to the one given, which"
                    + " some visitor must have seen once; later edits don't ride along. With `at` it promotes itself"
                    + " then. Media and layouts that live lacks come along, fixed in the same way.")
    ReleaseView create(Actor actor, @PathVariable String site, @RequestBody Begun body, HttpServletResponse response) {
        SiteId id = sites.require(site).id();
        String name = RequiredFields.required("/name", body.name());
        Release made = releases.create(
                actor, id, name, QueryParameters.moment(body.at(), "/at"), wishes(body.records(), "/records"));
        response.setHeader(HttpHeaders.LOCATION, "/api/v1/sites/" + site + "/releases/" + made.id());
        return shown(actor, id, made.id(), response);
    }

    @GetMapping("/{release}")
    @Operation(
            summary = "Read a release",
            description = "With its items and, while it is still to come, what stands in its way at this moment."
                    + " `ETag` is its edition.")
    ReleaseView get(
            Actor actor, @PathVariable String site, @PathVariable String release, HttpServletResponse response) {
        return shown(actor, sites.require(site).id(), ReleaseId.parse(release), response);
    }

    @GetMapping("/{release}/preflight")
    @Operation(
            summary = "Check a release now",
            description =
                    "drift, gone, path-taken, invalid-content and forbidden hold all of it back; left-out, missing,"
                            + " stale, shared and nothing-to-do are told only. forbidden and left-out are about who asks: a"
                            + " record that shapes the site needs the permission settings on live.")
    PreflightView preflight(Actor actor, @PathVariable String site, @PathVariable String release) {
        return PreflightView.of(releases.open(actor, sites.require(site).id(), ReleaseId.parse(release)));
    }

    @PatchMapping("/{release}")
    @Operation(
            summary = "Change a release",
            description = "Its name, its moment (`at: null` takes it back), its records. A version changes only where"
                    + " one is given. With `If-Match`, only if nobody changed it in between.")
    ReleaseView change(
            Actor actor,
            @PathVariable String site,
            @PathVariable String release,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Changed body,
            HttpServletResponse response) {
        SiteId id = sites.require(site).id();
        ReleaseId which = ReleaseId.parse(release);
        List<RecordId> remove = body.remove() == null || body.remove().isEmpty()
                ? List.of()
                : QueryParameters.records(body.remove(), "/remove");
        releases.change(
                actor,
                id,
                which,
                new ReleaseChange(
                        edition(ifMatch),
                        body.name(),
                        moment(body.at()),
                        body.records() == null ? null : wishes(body.records(), "/records"),
                        wishes(body.add(), "/add"),
                        remove));
        return shown(actor, id, which, response);
    }

    @DeleteMapping("/{release}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a release that never went",
            description = "Its records stay as they are. One that was promoted stays, so that it can be undone.")
    void delete(Actor actor, @PathVariable String site, @PathVariable String release) {
        releases.delete(actor, sites.require(site).id(), ReleaseId.parse(release));
    }

    @PostMapping("/{release}/promote")
    @Operation(
            summary = "Promote a release now",
            description = "All of it or nothing, in one step that no visitor sees half of, with one audit entry. Where"
                    + " live moved, 409 `drift`, unless `onDrift` says `merge` or `overwrite`.")
    ReleaseView promote(
            Actor actor,
            @PathVariable String site,
            @PathVariable String release,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable Go body,
            HttpServletResponse response) {
        SiteId id = sites.require(site).id();
        ReleaseId which = ReleaseId.parse(release);
        OnDrift onDrift = QueryParameters.word(
                body == null ? null : body.onDrift(),
                "/onDrift",
                OnDrift.values(),
                o -> o.name().toLowerCase(Locale.ROOT));
        releaseLaunch.promote(actor, id, which, edition(ifMatch), Objects.requireNonNullElse(onDrift, OnDrift.REFUSE));
        return shown(actor, id, which, response);
    }

    @PostMapping("/{release}/undo")
    @Operation(
            summary = "Undo a release",
            description = "Live stands as before the release, in one step with one audit entry. What came later is kept"
                    + " where it doesn't overlap; where it does, 409 `drift` with the list, unless `onConflict` says"
                    + " `keep` (what came later) or `put-back` (what was before).")
    UndoView undo(
            Actor actor,
            @PathVariable String site,
            @PathVariable String release,
            @RequestBody(required = false) @Nullable Back body) {
        SiteId id = sites.require(site).id();
        ReleaseId which = ReleaseId.parse(release);
        ReleaseUndoOutcome.OnConflict onConflict = Objects.requireNonNullElse(
                QueryParameters.word(
                        body == null ? null : body.onConflict(),
                        "/onConflict",
                        ReleaseUndoOutcome.OnConflict.values(),
                        ReleaseUndoOutcome.OnConflict::key),
                ReleaseUndoOutcome.OnConflict.REFUSE);
        boolean dry = body != null && Boolean.TRUE.equals(body.dryRun());
        List<ReleaseUndoOutcome> back = dry
                ? releaseLaunch.undoPreview(actor, id, which, onConflict)
                : releaseLaunch.undo(actor, id, which, onConflict);
        return new UndoView(!dry, back.stream().map(ReleaseViews::back).toList());
    }

    private ReleaseView shown(Actor actor, SiteId site, ReleaseId id, HttpServletResponse response) {
        Releases.Opened opened = releases.open(actor, site, id);
        response.setHeader(HttpHeaders.ETAG, "\"" + opened.release().edition() + "\"");
        return ReleaseView.of(opened);
    }

    private static @Nullable Integer edition(@Nullable String ifMatch) {
        return ifMatch == null ? null : QueryParameters.version(ifMatch);
    }

    private static @Nullable Optional<Instant> moment(@Nullable JsonNode at) {
        if (at == null) {
            return null;
        }
        if (at.isNull()) {
            return Optional.empty();
        }
        if (!at.isString()) {
            throw QueryParameters.bad("/at", "Write a moment such as 2026-03-01T09:00:00Z, or null.");
        }
        return Optional.ofNullable(QueryParameters.moment(at.asString(), "/at"));
    }

    private static List<VersionPinning.Wish> wishes(@Nullable List<JsonNode> records, String field) {
        if (records == null) {
            return List.of();
        }
        if (records.size() > QueryParameters.MAX_RECORDS) {
            throw QueryParameters.bad(field, "Name at most " + QueryParameters.MAX_RECORDS + " records at once.");
        }
        Map<RecordId, VersionPinning.Wish> wishes = new LinkedHashMap<>();
        for (JsonNode one : records) {
            VersionPinning.Wish wish = wish(one, field);
            wishes.put(wish.record(), wish);
        }
        return List.copyOf(wishes.values());
    }

    private static VersionPinning.Wish wish(JsonNode one, String field) {
        if (one.isString()) {
            return new VersionPinning.Wish(RecordId.parse(one.asString()), ReleaseStep.Kind.PROMOTE, null);
        }
        JsonNode record = one.path("record");
        if (!record.isString()) {
            throw QueryParameters.bad(field, "Name each record by its id, or as {record, version?, action?}.");
        }
        one.propertyNames().forEach(name -> {
            if (!List.of("record", "version", "action").contains(name)) {
                throw QueryParameters.bad(field, "There is no field " + name + " here. Remove it.");
            }
        });
        JsonNode action = one.path("action");
        if (!action.isMissingNode() && !action.isString()) {
            throw QueryParameters.bad(field, "action is a word.");
        }
        ReleaseStep.Kind kind = Objects.requireNonNullElse(
                QueryParameters.word(
                        action.isString() ? action.asString() : null,
                        field,
                        ReleaseStep.Kind.values(),
                        ReleaseStep.Kind::key),
                ReleaseStep.Kind.PROMOTE);
        JsonNode version = one.path("version");
        if (!version.isMissingNode() && !(version.canConvertToInt() && version.isIntegralNumber())) {
            throw QueryParameters.bad(field, "version is a whole number.");
        }
        if (!version.isMissingNode() && kind != ReleaseStep.Kind.PROMOTE) {
            throw QueryParameters.bad(field, "Only the action promote has a version.");
        }
        return new VersionPinning.Wish(
                RecordId.parse(record.asString()),
                kind,
                version.isMissingNode() ? null : Integer.valueOf(version.asInt()));
    }
}
