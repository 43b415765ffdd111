package dev.sgen.api;

import static org.springframework.http.HttpStatus.CREATED;

import dev.sgen.publishing.Approval;
import dev.sgen.publishing.approval.Approvals;
import dev.sgen.release.Releases;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asking for a promotion, and answering. */
@RestController
@RequestMapping(Routes.SITE + "/approvals")
@Tag(name = "Approvals")
class ApprovalsController {
    private final Sites sites;
    private final Approvals approvals;
    private final Releases releases;

    ApprovalsController(Sites sites, Approvals approvals, Releases releases) {
        this.sites = sites;
        this.approvals = approvals;
        this.releases = releases;
    }

    /** What is asked for: records as staging publishes them, or a release as it stands. */
    @Schema(name = "ApprovalRequest")
    record Asked(
            @Nullable List<String> records,
            @Nullable String release,
            @Nullable String note) {}

    /**
     * How a request is granted.
     *
     * @param promote true: promote at once
     * @param at a future moment at which it is promoted by itself
     */
    record Grant(
            @Nullable String note,
            @Nullable Boolean promote,
            @Nullable String at) {}

    /** Why a request is declined. */
    record Decline(@Nullable String note) {}

    /**
     * A request to promote, and its answer.
     *
     * @param state asked, granted, declined, withdrawn, void or used
     * @param reason why it is void
     * @param release the release it is about; without one it is about records as staging publishes them
     */
    record ApprovalJson(
            String id,
            String state,
            String note,
            String askedBy,
            String askedByName,
            @Nullable String askedByToken,
            String askedAt,
            @Nullable String decidedBy,
            @Nullable String decidedByName,
            @Nullable String decidedAt,
            @Nullable String answer,
            @Nullable String plannedAt,
            @Nullable String closedAt,
            @Nullable String reason,
            @Nullable String release,
            List<ApprovedRecord> records) {
        static ApprovalJson of(Approval a) {
            return new ApprovalJson(
                    a.id().toString(),
                    a.state().key(),
                    a.note(),
                    a.askedBy().toString(),
                    a.askedByName(),
                    Objects.toString(a.askedByToken(), null),
                    a.askedAt().toString(),
                    Objects.toString(a.decidedBy(), null),
                    a.decidedByName(),
                    Objects.toString(a.decidedAt(), null),
                    a.answer(),
                    Objects.toString(a.plannedAt(), null),
                    Objects.toString(a.closedAt(), null),
                    a.reason(),
                    Objects.toString(a.release(), null),
                    a.records().stream()
                            .map(b -> new ApprovedRecord(
                                    b.record().toString(),
                                    b.type(),
                                    b.title(),
                                    b.version(),
                                    b.livePublished(),
                                    !b.asked()))
                            .toList());
        }
    }

    /**
     * One record of it.
     *
     * @param version the version that goes to live; 0 where a release takes the record away
     * @param live the version that visitors of live saw then
     * @param carried whether it goes only because another record shows it
     */
    record ApprovedRecord(
            String id,
            String type,
            String title,
            int version,
            @Nullable Integer live,
            boolean carried) {}

    @GetMapping
    @Operation(
            summary = "List requests to promote, newest first",
            description = "`state=open` answers those of which something can still come.")
    Paging.Page<ApprovalJson> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Paging.limit(limit);
        if (state != null && !state.equals("open") && !state.equals("all")) {
            throw QueryParameters.bad("state", "Use open or all.");
        }
        boolean open = "open".equals(state);
        List<Approval> found = approvals.list(
                actor,
                id(site),
                open,
                size + 1,
                Paging.position(cursor).map(RequiredFields::id).orElse(null));
        List<Approval> items = found.subList(0, Math.min(size, found.size()));
        return new Paging.Page<>(
                items.stream().map(ApprovalJson::of).toList(),
                found.size() > size ? Paging.cursor(items.getLast().id().toString()) : null);
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @Operation(
            summary = "Ask for records to be promoted",
            description =
                    "For who may save them on staging. The request is bound to the versions that stand on staging"
                            + " and on live now, of every record and of what goes along with it, or to those that `release` holds; any change voids it.")
    ApprovalJson ask(Actor actor, @PathVariable String site, @RequestBody Asked asked) {
        String note = Objects.requireNonNullElse(asked.note(), "");
        if (asked.release() != null) {
            if (asked.records() != null) {
                throw QueryParameters.bad("/records", "Name records or a release, one of the two.");
            }
            return ApprovalJson.of(releases.ask(actor, id(site), ReleaseId.parse(asked.release()), note));
        }
        return ApprovalJson.of(
                approvals.ask(actor, id(site), QueryParameters.records(asked.records(), "/records"), note));
    }

    @GetMapping("/{approval}")
    @Operation(summary = "Read a request, void if anything changed since")
    ApprovalJson read(Actor actor, @PathVariable String site, @PathVariable String approval) {
        return ApprovalJson.of(approvals.require(actor, id(site), RequiredFields.id(approval)));
    }

    @PostMapping("/{approval}/grant")
    @Operation(
            summary = "Grant a request",
            description = "For a person who may promote every record of it and didn't ask for it. `promote` carries it"
                    + " out at once, `at` at a moment; with neither, who asked promotes by `POST …/promotions` with"
                    + " `approval`.")
    ApprovalJson grant(
            Actor actor, @PathVariable String site, @PathVariable String approval, @RequestBody Grant grant) {
        return ApprovalJson.of(approvals.grant(
                actor,
                id(site),
                RequiredFields.id(approval),
                Objects.requireNonNullElse(grant.note(), ""),
                Boolean.TRUE.equals(grant.promote()),
                RequiredFields.moment("/at", grant.at())));
    }

    @PostMapping("/{approval}/decline")
    @Operation(summary = "Decline a request")
    ApprovalJson decline(
            Actor actor, @PathVariable String site, @PathVariable String approval, @RequestBody Decline decline) {
        return ApprovalJson.of(approvals.decline(
                actor, id(site), RequiredFields.id(approval), Objects.requireNonNullElse(decline.note(), "")));
    }

    @PostMapping("/{approval}/withdraw")
    @Operation(summary = "Take a request back, or what was granted")
    ApprovalJson withdraw(Actor actor, @PathVariable String site, @PathVariable String approval) {
        return ApprovalJson.of(approvals.withdraw(actor, id(site), RequiredFields.id(approval)));
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
