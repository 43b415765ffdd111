package dev.sgen.admin;

import dev.sgen.member.BuiltInRole;
import dev.sgen.member.Permission;
import dev.sgen.member.Roles;
import dev.sgen.member.Roster;
import dev.sgen.member.TokenEntry;
import dev.sgen.member.Tokens;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Members, roles and tokens of a site. */
@Controller
class MembersScreen {
    private final Views views;
    private final Frames frames;
    private final Roster roster;
    private final Roles roles;
    private final Tokens tokens;

    MembersScreen(Views views, Frames frames, Roster roster, Roles roles, Tokens tokens) {
        this.views = views;
        this.frames = frames;
        this.roster = roster;
        this.roles = roles;
        this.tokens = tokens;
    }

    @GetMapping("/admin/sites/{site}/{env}/members")
    View members(Place place, HttpServletRequest request) {
        return views.show("members", page(place, request, Typed.NOTHING, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/members")
    View add(
            Place place,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            HttpServletRequest request) {
        try {
            Roster.Added added =
                    roster.add(place.actor(), place.siteId(), email, name.isBlank() ? null : name, role, null);
            return invited(place, request, added);
        } catch (Refused refused) {
            return views.show(
                    "members", page(place, request, Typed.of("member", request, refused.refusal()), null), 422);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/invitation")
    View again(Place place, @PathVariable String member, HttpServletRequest request) {
        return invited(place, request, roster.inviteAgain(place.actor(), place.siteId(), MemberId.parse(member)));
    }

    private View invited(Place place, HttpServletRequest request, Roster.Added added) {
        String name = added.entry().name();
        if (added.invitation() == null) {
            return done(place, request, "“" + name + "” is a member now.");
        }
        String link =
                request.getRequestURL().toString().replaceFirst("/admin/.*", "/admin/invitation/") + added.invitation();
        MembersPage.Told told = new MembersPage.Told(
                "Invitation for " + name, "Send them this link. It works once and is shown only now.", link);
        return views.show("members", page(place, request, Typed.NOTHING, told));
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/role")
    View change(Place place, @PathVariable String member, @RequestParam String role, HttpServletRequest request) {
        return attempt(
                place,
                request,
                () -> "“"
                        + roster.changeRole(place.actor(), place.siteId(), MemberId.parse(member), role)
                                .name() + "” has another role now.");
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/remove")
    View remove(Place place, @PathVariable String member, HttpServletRequest request) {
        return attempt(place, request, () -> {
            roster.remove(place.actor(), place.siteId(), MemberId.parse(member));
            return "Taken off the list. Their sessions and tokens for this site ended with it.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/roles")
    View role(
            Place place,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> grant,
            HttpServletRequest request) {
        try {
            roles.create(place.actor(), place.siteId(), null, name, grant);
            return done(place, request, "The role “" + name + "” can be given now.");
        } catch (Refused refused) {
            return views.show("members", page(place, request, Typed.of("role", request, refused.refusal()), null), 422);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/roles/{role}/remove")
    View removeRole(Place place, @PathVariable String role, HttpServletRequest request) {
        return attempt(place, request, () -> {
            roles.remove(place.actor(), place.siteId(), role);
            return "The role is removed.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/tokens")
    View token(
            Place place,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> limit,
            @RequestParam(defaultValue = "") String expires,
            HttpServletRequest request) {
        try {
            Instant until = place.times().dayStart(expires);
            var minted = tokens.create(
                    place.actor(),
                    place.siteId(),
                    new Tokens.Wish(
                            name, null, limit.stream().filter(l -> !l.isBlank()).toList(), until));
            MembersPage.Told told = new MembersPage.Told(
                    "Token “" + name + "”",
                    "Keep it where the program finds it. It is shown only now.",
                    minted.secret());
            return views.show("members", page(place, request, Typed.NOTHING, told));
        } catch (Refused refused) {
            return views.show(
                    "members", page(place, request, Typed.of("token", request, refused.refusal()), null), 422);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/tokens/{token}/revoke")
    View revoke(Place place, @PathVariable String token, HttpServletRequest request) {
        return attempt(place, request, () -> {
            tokens.revoke(place.actor(), place.siteId(), id(token));
            return "The token is revoked. Programs that use it are refused from now on.";
        });
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(new NotFound("token"), notAnId);
        }
    }

    private View attempt(Place place, HttpServletRequest request, Supplier<String> act) {
        try {
            return done(place, request, act.get());
        } catch (Refused refused) {
            Notices.next(request, Notice.refused(refused.refusal().detail()));
            return new RedirectView(place.base() + "/members");
        }
    }

    private static View done(Place place, HttpServletRequest request, String text) {
        Notices.next(request, Notice.done(text));
        return new RedirectView(place.base() + "/members");
    }

    private MembersPage page(Place place, HttpServletRequest request, Typed typed, MembersPage.@Nullable Told told) {
        boolean manages = place.rights().allow(Permission.MEMBERS, null);
        return new MembersPage(
                frames.inside(request, place, "members"),
                roster.list(place.actor(), place.siteId()).stream()
                        .map(e -> person(place, e))
                        .toList(),
                roles.list(place.actor(), place.siteId()).stream()
                        .map(r -> new MembersPage.RoleLine(
                                r.key(),
                                r.name(),
                                r.builtIn(),
                                BuiltInRole.ofKey(r.key())
                                        .map(BuiltInRole::meaning)
                                        .orElse(""),
                                r.grants()))
                        .toList(),
                Arrays.stream(Permission.values())
                        .filter(p -> p != Permission.BACKUPS)
                        .map(p -> new MembersPage.GridRow(
                                p.key(),
                                p.environments().contains(Environment.STAGING),
                                p.environments().contains(Environment.LIVE)))
                        .toList(),
                tokens.onSite(place.actor(), place.siteId()).stream()
                        .map(MembersScreen::line)
                        .toList(),
                manages,
                typed,
                told);
    }

    private static MembersPage.Person person(Place place, Roster.Entry e) {
        return new MembersPage.Person(
                e.id().toString(),
                e.name(),
                e.email(),
                e.role(),
                e.signsIn(),
                e.since(),
                e.id().equals(place.actor().member()));
    }

    static MembersPage.TokenLine line(TokenEntry t) {
        return new MembersPage.TokenLine(
                t.id().toString(),
                t.name(),
                t.memberName(),
                t.hint(),
                t.limits().isEmpty() ? "all that the member may" : String.join(", ", t.limits()),
                t.createdAt(),
                t.lastUsedAt(),
                t.expiresAt());
    }
}
