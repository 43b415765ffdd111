package dev.sgen.api;

import dev.sgen.member.Permission;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.approval.Approvals;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** From staging to live. */
@RestController
@RequestMapping(Routes.SITE + "/promotions")
@Tag(name = "Promotions")
class PromotionsController {
    private final Sites sites;
    private final Promoting promoting;
    private final Approvals approvals;

    PromotionsController(Sites sites, Promoting promoting, Approvals approvals) {
        this.sites = sites;
        this.promoting = promoting;
        this.approvals = approvals;
    }

    /**
     * What to promote.
     *
     * @param dryRun true: only say what would happen
     * @param onDrift refuse (the default), merge or overwrite
     * @param approval the request that was granted: then its own records go, and who asked needs no permission
     * @param resolutions with merge, by record and difference: staging, live, base or both; the empty key with
     *     staging replaces the whole record on live
     * @param expected by record: the published versions that somebody saw when they decided
     */
    @Schema(name = "PromotionRequest")
    record Asked(
            @Nullable List<String> records,
            @Nullable Boolean dryRun,
            @Nullable String onDrift,
            @Nullable String approval,
            @Nullable Map<String, Map<String, String>> resolutions,
            @Nullable Map<String, Resolutions.Seen> expected) {}

    /** What happened, or would. */
    record PromotionView(
            boolean done,
            List<StepView> records,
            List<MissingView> missing,
            List<Map<String, Object>> drifted,
            List<LeftOutView> leftOut) {}

    /** A record that would have come along, but shapes the site: that needs the permission settings on live. */
    record LeftOutView(String id, String type, String title, String permission) {}

    /**
     * One record on its way.
     *
     * @param replaces the version visitors of live saw before
     * @param left a newer staging version that stays behind because it isn't published there
     * @param carried whether it goes only because another record shows it
     * @param merged whether the version is a new one that joins staging's and live's changes
     */
    record StepView(
            String id,
            String type,
            String title,
            int version,
            @Nullable Integer replaces,
            boolean scheduled,
            @Nullable Integer left,
            boolean carried,
            boolean merged) {}

    /** Something that a promoted record points at and live doesn't have. */
    record MissingView(String record, String title, String target, String kind) {}

    @PostMapping
    @Operation(
            summary = "Promote records from staging to live",
            description = "All or nothing, with one audit entry. Media and layouts that a record shows come along where"
                    + " live doesn't have them; what it merely links to is named in `missing`. A layout comes along only"
                    + " for those who hold `settings` on live, and is named in `leftOut` otherwise. Where live moved since"
                    + " the two last agreed, the answer is 409 `drift` with what differs, unless `onDrift` says"
                    + " `merge` (takes what only one side changed, refuses the rest) or `overwrite`. With `merge`,"
                    + " `resolutions` decides the rest, by the `key` of each difference; `expected` names the versions"
                    + " that were looked at, and where either side moved since, the answer is 409 `drift`.")
    PromotionView promote(Actor actor, @PathVariable String site, @RequestBody Asked asked) {
        SiteId id = sites.require(site).id();
        if (asked.approval() != null) {
            return view(approved(actor, id, asked));
        }
        List<RecordId> records = QueryParameters.records(asked.records(), "/records");
        OnDrift onDrift = onDrift(asked.onDrift());
        ConflictResolutions conflictResolutions = Resolutions.of(asked.resolutions(), asked.expected());
        if (onDrift != OnDrift.MERGE && !conflictResolutions.picks().isEmpty()) {
            throw QueryParameters.bad("/resolutions", "Choices belong to onDrift merge.");
        }
        return view(
                Boolean.TRUE.equals(asked.dryRun())
                        ? promoting.preview(actor, id, records, onDrift, conflictResolutions)
                        : promoting.promote(actor, id, records, onDrift, conflictResolutions));
    }

    static OnDrift onDrift(@Nullable String word) {
        return Objects.requireNonNullElse(
                QueryParameters.word(
                        word, "/onDrift", OnDrift.values(), o -> o.name().toLowerCase(Locale.ROOT)),
                OnDrift.REFUSE);
    }

    private Promotion approved(Actor actor, SiteId site, Asked asked) {
        if (asked.onDrift() != null || Boolean.TRUE.equals(asked.dryRun())) {
            throw QueryParameters.bad(
                    "/approval", "What was approved goes as it was looked at: without onDrift and dryRun.");
        }
        List<RecordId> named = asked.records() == null ? null : QueryParameters.records(asked.records(), "/records");
        return approvals.promote(actor, site, RequiredFields.id(Objects.requireNonNull(asked.approval())), named);
    }

    private static PromotionView view(Promotion promotion) {
        return new PromotionView(
                promotion.done(),
                promotion.records().stream().map(PromotionsController::step).toList(),
                promotion.missing().stream()
                        .map(m -> new MissingView(m.record().toString(), m.title(), m.target(), m.kind()))
                        .toList(),
                promotion.drifted().stream().map(moved -> moved.facts()).toList(),
                promotion.leftOut().stream()
                        .map(l ->
                                new LeftOutView(l.record().toString(), l.type(), l.title(), Permission.SETTINGS.key()))
                        .toList());
    }

    private static StepView step(Promotion.Step s) {
        return new StepView(
                s.record().toString(),
                s.type(),
                s.title(),
                s.version(),
                s.replaces(),
                s.scheduled(),
                s.left(),
                s.carriedFor(),
                s.merged());
    }
}
