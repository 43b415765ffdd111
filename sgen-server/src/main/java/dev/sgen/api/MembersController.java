package dev.sgen.api;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sgen.member.Roster;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import jakarta.servlet.http.HttpServletRequest;
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
class MembersController {
    private final Sites sites;
    private final Roster roster;

    MembersController(Sites sites, Roster roster) {
        this.sites = sites;
        this.roster = roster;
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
     * @param invitation the path of a one-time link by which they set a password; only in the answer to the
     *     call that made it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberJson(
            String id,
            String email,
            String name,
            String role,
            boolean signsIn,
            String since,
            @Nullable String invitation) {
        static MemberJson of(Roster.Entry entry) {
            return of(entry, null);
        }

        static MemberJson of(Roster.Entry entry, @Nullable String invitation) {
            return new MemberJson(
                    entry.id().toString(),
                    entry.email(),
                    entry.name(),
                    entry.role(),
                    entry.signsIn(),
                    entry.since().toString(),
                    invitation == null ? null : "/admin/invitation/" + invitation);
        }
    }

    @GetMapping
    Paging.Page<MemberJson> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(roster.list(actor, id(site)), e -> e.id().toString(), limit, cursor)
                .map(MemberJson::of);
    }

    @PostMapping
    @ResponseStatus(CREATED)
    MemberJson add(Actor actor, @PathVariable String site, @RequestBody NewMember wish, HttpServletRequest request) {
        Roster.Added added = roster.add(
                actor,
                id(site),
                Given.required("/email", wish.email()),
                wish.name(),
                Given.required("/role", wish.role()),
                wish.password());
        if (added.invitation() != null) {
            request.setAttribute(Idempotency.SECRET, true);
        }
        return MemberJson.of(added.entry(), added.invitation());
    }

    @PostMapping("/{member}/invitation")
    @ResponseStatus(CREATED)
    MemberJson invite(Actor actor, @PathVariable String site, @PathVariable String member, HttpServletRequest request) {
        Roster.Added again = roster.inviteAgain(actor, id(site), MemberId.parse(member));
        request.setAttribute(Idempotency.SECRET, true);
        return MemberJson.of(again.entry(), again.invitation());
    }

    @PatchMapping("/{member}")
    MemberJson change(
            Actor actor, @PathVariable String site, @PathVariable String member, @RequestBody RoleChange change) {
        return MemberJson.of(
                roster.changeRole(actor, id(site), MemberId.parse(member), Given.required("/role", change.role())));
    }

    @DeleteMapping("/{member}")
    @ResponseStatus(NO_CONTENT)
    void remove(Actor actor, @PathVariable String site, @PathVariable String member) {
        roster.remove(actor, id(site), MemberId.parse(member));
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
