package dev.sgen.api;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sgen.member.SiteMembers;
import dev.sgen.publishing.approval.MemberOffboarding;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The roster of a site. */
@RestController
@RequestMapping("/api/v1/sites/{site}/members")
@Tag(name = "Members")
class MembersController {
    private final Sites sites;
    private final SiteMembers siteMembers;
    private final MemberOffboarding memberOffboarding;

    MembersController(Sites sites, SiteMembers siteMembers, MemberOffboarding memberOffboarding) {
        this.sites = sites;
        this.memberOffboarding = memberOffboarding;
        this.siteMembers = siteMembers;
    }

    record NewMember(
            @Nullable String email,
            @Nullable String name,
            @Nullable String role,
            @Nullable String password) {}

    record RoleChange(@Nullable String role) {}

    /**
     * A member as programs see them.
     *
     * @param signsIn whether they have accepted and sign in with a password
     * @param status {@code invited} until they accept, then {@code member}; a program's account stays {@code invited}
     * @param invitation the path of a one-time link by which they accept; only in the answer to the call that made
     *     it, and only where no mail server is set
     * @param mailed whether a letter is on its way to them; only in such answers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberJson(
            String id,
            String email,
            String name,
            String role,
            boolean signsIn,
            String status,
            String since,
            @Nullable String invitation,
            @Nullable Boolean mailed) {
        static MemberJson of(SiteMembers.Entry entry) {
            return of(entry, null, null);
        }

        static MemberJson of(SiteMembers.Added added) {
            return of(added.entry(), added.invitation(), added.mailed());
        }

        private static MemberJson of(SiteMembers.Entry entry, @Nullable String invitation, @Nullable Boolean mailed) {
            return new MemberJson(
                    entry.id().toString(),
                    entry.email(),
                    entry.name(),
                    entry.role(),
                    entry.signsIn(),
                    entry.accepted() ? "member" : "invited",
                    entry.since().toString(),
                    invitation == null ? null : "/admin/invitation/" + invitation,
                    mailed);
        }
    }

    /** What a member leaves behind. */
    record LeftJson(List<LeftSchedule> schedules, List<LeftToken> tokens, List<String> requests) {
        static LeftJson of(MemberOffboarding.Left left) {
            return new LeftJson(
                    left.schedules().stream()
                            .map(s -> new LeftSchedule(
                                    s.record().toString(),
                                    s.type(),
                                    s.title(),
                                    s.environment().key(),
                                    s.action().key(),
                                    s.at().toString()))
                            .toList(),
                    left.tokens().stream()
                            .map(t -> new LeftToken(t.id().toString(), t.name()))
                            .toList(),
                    left.requests().stream().map(a -> a.id().toString()).toList());
        }
    }

    /** A schedule that fails at its moment unless somebody sets it again. */
    record LeftSchedule(String record, String type, String title, String environment, String action, String at) {}

    /** A token that stops working. */
    record LeftToken(String id, String name) {}

    @GetMapping
    @Operation(summary = "List the members of a site")
    Paging.Page<MemberJson> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(siteMembers.list(actor, id(site)), e -> e.id().toString(), limit, cursor)
                .map(MemberJson::of);
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @Operation(
            summary = "Invite a member by e-mail address",
            description = "The invitation goes by mail where a mail server is set; else the answer holds the link, to"
                    + " hand over. Whether the address has an account isn't told: until the link is taken up the status"
                    + " is 'invited', and nobody signs in by this membership. A token can be made for it, for a program."
                    + " Nobody sets a password for somebody else: 422 on /password.")
    MemberJson add(Actor actor, @PathVariable String site, @RequestBody NewMember wish, HttpServletRequest request) {
        if (wish.password() != null) {
            SiteMembers.refusePassword();
        }
        SiteMembers.Added added = siteMembers.add(
                actor,
                id(site),
                RequiredFields.required("/email", wish.email()),
                wish.name(),
                RequiredFields.required("/role", wish.role()));
        if (added.invitation() != null) {
            request.setAttribute(Idempotency.SECRET, true);
        }
        return MemberJson.of(added);
    }

    @PostMapping("/{member}/invitation")
    @ResponseStatus(CREATED)
    @Operation(summary = "Invite a member again; earlier links of this site no longer work")
    MemberJson invite(Actor actor, @PathVariable String site, @PathVariable String member, HttpServletRequest request) {
        SiteMembers.Added again = siteMembers.inviteAgain(actor, id(site), MemberId.parse(member));
        request.setAttribute(Idempotency.SECRET, true);
        return MemberJson.of(again);
    }

    @PatchMapping("/{member}")
    @Operation(summary = "Give a member another role")
    MemberJson change(
            Actor actor, @PathVariable String site, @PathVariable String member, @RequestBody RoleChange change) {
        return MemberJson.of(siteMembers.changeRole(
                actor, id(site), MemberId.parse(member), RequiredFields.required("/role", change.role())));
    }

    @DeleteMapping("/{member}/invitation")
    @ResponseStatus(NO_CONTENT)
    @Operation(summary = "Take an invitation back; the member stays on the roster")
    void withdraw(Actor actor, @PathVariable String site, @PathVariable String member) {
        siteMembers.withdrawInvitation(actor, id(site), MemberId.parse(member));
    }

    @GetMapping("/{member}/left-behind")
    @Operation(summary = "Say what a member would leave behind: schedules, tokens, open requests")
    LeftJson leftBehind(Actor actor, @PathVariable String site, @PathVariable String member) {
        MemberId who = MemberId.parse(member);
        siteMembers.member(actor, id(site), who);
        return LeftJson.of(memberOffboarding.of(actor, id(site), who));
    }

    @DeleteMapping("/{member}")
    @Operation(
            summary = "Take a member off the roster",
            description = "Their sessions and tokens for the site end with the same commit. The answer names what they"
                    + " leave behind: schedules that will fail at their moment, tokens that died, open requests.")
    LeftJson remove(Actor actor, @PathVariable String site, @PathVariable String member) {
        MemberId who = MemberId.parse(member);
        LeftJson left = LeftJson.of(memberOffboarding.of(actor, id(site), who));
        siteMembers.remove(actor, id(site), who);
        return left;
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
