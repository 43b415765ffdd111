package dev.sgen.admin;

import dev.sgen.content.ContentTypes;
import dev.sgen.member.BuiltInRole;
import dev.sgen.member.Grant;
import dev.sgen.member.Permission;
import dev.sgen.member.Roles;
import dev.sgen.member.Roster;
import dev.sgen.member.TokenEntry;
import dev.sgen.member.Tokens;
import dev.sgen.publishing.LeftBehind;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
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
    private final LeftBehind leftBehind;
    private final ContentTypes types;

    MembersScreen(
            Views views,
            Frames frames,
            Roster roster,
            Roles roles,
            Tokens tokens,
            LeftBehind leftBehind,
            ContentTypes types) {
        this.leftBehind = leftBehind;
        this.types = types;
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
            Roster.Added added = roster.add(place.actor(), place.siteId(), email, name.isBlank() ? null : name, role);
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
        if (added.mailed()) {
            return done(
                    place, request, "A letter is on its way to " + added.entry().email() + ".");
        }
        String link =
                request.getRequestURL().toString().replaceFirst("/admin/.*", "/admin/invitation/") + added.invitation();
        MembersPage.Told told = new MembersPage.Told(
                "Invitation for " + name,
                "Send them this link, and nobody else: whoever opens it is this member. It works once, for seven days, "
                        + "and is shown only now.",
                link);
        return views.show("members", page(place, request, Typed.NOTHING, told));
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/role")
    View change(Place place, @PathVariable String member, @RequestParam String role, HttpServletRequest request) {
        return attempt(place, request, () -> {
            String name = roster.changeRole(place.actor(), place.siteId(), MemberId.parse(member), role)
                    .name();
            return name + " has the role " + called(role, roles.list(place.actor(), place.siteId())) + " now.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/invitation/withdraw")
    View withdraw(Place place, @PathVariable String member, HttpServletRequest request) {
        return attempt(place, request, () -> {
            roster.withdrawInvitation(place.actor(), place.siteId(), MemberId.parse(member));
            return "The invitation is taken back. Its link leads nowhere now.";
        });
    }

    /** What they would leave behind, before they are taken off. */
    @GetMapping("/admin/sites/{site}/{env}/members/{member}/remove")
    View leaving(Place place, @PathVariable String member, HttpServletRequest request) {
        MemberId id = MemberId.parse(member);
        Roster.Entry entry = roster.member(place.actor(), place.siteId(), id);
        LeftBehind.Left left = leftBehind.of(place.actor(), place.siteId(), id);
        return views.show(
                "leaving",
                new LeavingPage(
                        frames.inside(request, place, "members"),
                        member,
                        entry.name(),
                        id.equals(place.actor().member()),
                        left.schedules().stream().map(s -> scheduled(place, s)).toList(),
                        left.tokens().stream()
                                .map(t -> t.name() + ", …" + t.hint())
                                .toList(),
                        left.requests().stream()
                                .map(a -> new LeavingPage.Item(
                                        a.records().getFirst().title() + ", "
                                                + a.state().key(),
                                        place.base() + "/approvals/" + a.id()))
                                .toList()));
    }

    private static LeavingPage.Item scheduled(Place place, LeftBehind.Scheduled s) {
        return new LeavingPage.Item(
                "“" + s.title() + "” on " + s.environment().key() + ", "
                        + s.action().key() + " at " + place.times().moment(s.at()),
                place.baseOf(s.environment()) + "/record/" + s.record());
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/remove")
    View remove(Place place, @PathVariable String member, HttpServletRequest request) {
        MemberId id = MemberId.parse(member);
        boolean self = id.equals(place.actor().member());
        try {
            LeftBehind.Left left = leftBehind.of(place.actor(), place.siteId(), id);
            roster.remove(place.actor(), place.siteId(), id);
            Notices.next(request, Notice.done("Taken off the list. " + after(left)));
        } catch (Refused refused) {
            Notices.next(request, Notice.refused(refused.refusal().detail()));
            return new RedirectView(place.base() + "/members");
        }
        return new RedirectView(self ? "/admin" : place.base() + "/members");
    }

    private static String after(LeftBehind.Left left) {
        String ended = "Their sessions ended"
                + (left.tokens().isEmpty()
                        ? "."
                        : ", and " + Words.count(left.tokens().size(), "token") + " with them.");
        return left.schedules().isEmpty()
                ? ended
                : ended + " "
                        + Words.count(left.schedules().size(), "schedule")
                        + " of theirs ended: set them again in your name.";
    }

    @PostMapping("/admin/sites/{site}/{env}/tokens")
    View token(
            Place place,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> limit,
            @RequestParam(defaultValue = "") String expires,
            @RequestParam(defaultValue = "no") String approved,
            HttpServletRequest request) {
        try {
            Instant until = place.times().dayStart(expires);
            var minted = tokens.create(
                    place.actor(),
                    place.siteId(),
                    new Tokens.Wish(
                            name,
                            null,
                            limit.stream().filter(l -> !l.isBlank()).toList(),
                            until,
                            approved.equals("yes")));
            MembersPage.Told told = new MembersPage.Told(
                    "Token “" + name + "”",
                    "Keep it where the program finds it. It is shown only now.",
                    minted.secret());
            return views.show("members", page(place, request, Typed.NOTHING, told));
        } catch (Refused refused) {
            Typed typed = Typed.of("token", request, refused.refusal());
            return views.show("token", token(place, request, limit, approved.equals("yes"), typed), 422);
        }
    }

    /** A new one, with what it is mostly for ticked already. */
    @GetMapping("/admin/sites/{site}/{env}/tokens/new")
    View token(Place place, @RequestParam(defaultValue = "all") String begin, HttpServletRequest request) {
        List<String> ticked = switch (begin) {
            case "staging" -> held(place, g -> g.environment() == Environment.STAGING);
            case "approved" ->
                held(
                        place,
                        g -> g.environment() == Environment.STAGING
                                || g.permission() == Permission.READ
                                || g.permission() == Permission.PROMOTE);
            case "read" -> held(place, g -> g.permission() == Permission.READ);
            default -> List.of();
        };
        return views.show("token", token(place, request, ticked, begin.equals("approved"), Typed.NOTHING));
    }

    private static List<String> held(Place place, Predicate<Grant> which) {
        return place.rights().grants().stream()
                .filter(which)
                .map(Grant::word)
                .sorted()
                .toList();
    }

    private TokenPage token(
            Place place, HttpServletRequest request, List<String> ticked, boolean approvedOnly, Typed typed) {
        return new TokenPage(
                frames.inside(request, place, "members"),
                Matrix.of("limit", ticked, types.all(place.siteId())),
                approvedOnly,
                typed);
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
        List<Roles.Role> given = roles.list(place.actor(), place.siteId());
        Map<MemberId, Instant> invited = roster.invitationsOut(place.actor(), place.siteId());
        return new MembersPage(
                frames.inside(request, place, "members"),
                roster.list(place.actor(), place.siteId()).stream()
                        .map(e -> person(place, e, given, invited.get(e.id())))
                        .toList(),
                given.stream()
                        .map(r -> new MembersPage.RoleLine(
                                r.key(),
                                r.name(),
                                r.builtIn(),
                                BuiltInRole.ofKey(r.key())
                                        .map(BuiltInRole::meaning)
                                        .orElse(""),
                                r.grants().size()))
                        .toList(),
                tokens.onSite(place.actor(), place.siteId()).stream()
                        .map(MembersScreen::line)
                        .toList(),
                manages,
                typed,
                told);
    }

    private static MembersPage.Person person(
            Place place, Roster.Entry e, List<Roles.Role> roles, @Nullable Instant invitedUntil) {
        return new MembersPage.Person(
                e.id().toString(),
                e.name(),
                e.email(),
                e.role(),
                called(e.role(), roles),
                e.signsIn(),
                e.accepted(),
                invitedUntil,
                e.since(),
                e.id().equals(place.actor().member()));
    }

    private static String called(String role, List<Roles.Role> roles) {
        return roles.stream()
                .filter(r -> r.key().equals(role))
                .map(Roles.Role::name)
                .findFirst()
                .orElse(role);
    }

    private static String limits(TokenEntry t) {
        String what = t.limits().isEmpty() ? "all that the member may" : String.join(", ", t.limits());
        return t.approvedOnly() ? what + "; promotes only what a person approved" : what;
    }

    static MembersPage.TokenLine line(TokenEntry t) {
        return new MembersPage.TokenLine(
                t.id().toString(),
                t.name(),
                t.memberName(),
                t.hint(),
                limits(t),
                t.createdAt(),
                t.lastUsedAt(),
                t.expiresAt());
    }
}
