package dev.sgen.admin.people;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.BuiltInRole;
import dev.sgen.member.Grant;
import dev.sgen.member.Permission;
import dev.sgen.member.Roles;
import dev.sgen.member.SiteMembers;
import dev.sgen.member.TokenEntry;
import dev.sgen.member.Tokens;
import dev.sgen.publishing.approval.MemberOffboarding;
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
public class MembersScreen {
    private final Views views;
    private final PageShells pageShells;
    private final SiteMembers siteMembers;
    private final Roles roles;
    private final Tokens tokens;
    private final MemberOffboarding memberOffboarding;
    private final ContentTypes types;

    MembersScreen(
            Views views,
            PageShells pageShells,
            SiteMembers siteMembers,
            Roles roles,
            Tokens tokens,
            MemberOffboarding memberOffboarding,
            ContentTypes types) {
        this.memberOffboarding = memberOffboarding;
        this.types = types;
        this.views = views;
        this.pageShells = pageShells;
        this.siteMembers = siteMembers;
        this.roles = roles;
        this.tokens = tokens;
    }

    @GetMapping("/admin/sites/{site}/{env}/members")
    View members(AdminContext adminContext, HttpServletRequest request) {
        return views.show("members", page(adminContext, request, FormInput.NOTHING, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/members")
    View add(
            AdminContext adminContext,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            HttpServletRequest request) {
        try {
            SiteMembers.Added added = siteMembers.add(
                    adminContext.actor(), adminContext.siteId(), email, name.isBlank() ? null : name, role);
            return invited(adminContext, request, added);
        } catch (Refused refused) {
            return views.show(
                    "members",
                    page(adminContext, request, FormInput.of("member", request, refused.refusal()), null),
                    422);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/invitation")
    View again(AdminContext adminContext, @PathVariable String member, HttpServletRequest request) {
        return invited(
                adminContext,
                request,
                siteMembers.inviteAgain(adminContext.actor(), adminContext.siteId(), MemberId.parse(member)));
    }

    private View invited(AdminContext adminContext, HttpServletRequest request, SiteMembers.Added added) {
        String name = added.entry().name();
        if (added.mailed()) {
            return done(
                    adminContext,
                    request,
                    "A letter is on its way to " + added.entry().email() + ".");
        }
        String link =
                request.getRequestURL().toString().replaceFirst("/admin/.*", "/admin/invitation/") + added.invitation();
        MembersPage.Told told = new MembersPage.Told(
                "Invitation for " + name,
                "Send them this link, and nobody else: whoever opens it is this member. It works once, for seven days, "
                        + "and is shown only now.",
                link);
        return views.show("members", page(adminContext, request, FormInput.NOTHING, told));
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/role")
    View change(
            AdminContext adminContext,
            @PathVariable String member,
            @RequestParam String role,
            HttpServletRequest request) {
        return attempt(adminContext, request, () -> {
            String name = siteMembers
                    .changeRole(adminContext.actor(), adminContext.siteId(), MemberId.parse(member), role)
                    .name();
            return name + " has the role " + called(role, roles.list(adminContext.actor(), adminContext.siteId()))
                    + " now.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/invitation/withdraw")
    View withdraw(AdminContext adminContext, @PathVariable String member, HttpServletRequest request) {
        return attempt(adminContext, request, () -> {
            siteMembers.withdrawInvitation(adminContext.actor(), adminContext.siteId(), MemberId.parse(member));
            return "The invitation is taken back. Its link leads nowhere now.";
        });
    }

    /** What they would leave behind, before they are taken off. */
    @GetMapping("/admin/sites/{site}/{env}/members/{member}/remove")
    View leaving(AdminContext adminContext, @PathVariable String member, HttpServletRequest request) {
        MemberId id = MemberId.parse(member);
        SiteMembers.Entry entry = siteMembers.member(adminContext.actor(), adminContext.siteId(), id);
        MemberOffboarding.Left left = memberOffboarding.of(adminContext.actor(), adminContext.siteId(), id);
        return views.show(
                "leaving",
                new MemberRemovalPage(
                        pageShells.inside(request, adminContext, "members"),
                        member,
                        entry.name(),
                        id.equals(adminContext.actor().member()),
                        left.schedules().stream()
                                .map(s -> scheduled(adminContext, s))
                                .toList(),
                        left.tokens().stream()
                                .map(t -> t.name() + ", …" + t.hint())
                                .toList(),
                        left.requests().stream()
                                .map(a -> new MemberRemovalPage.Item(
                                        a.records().getFirst().title() + ", "
                                                + a.state().key(),
                                        adminContext.base() + "/approvals/" + a.id()))
                                .toList()));
    }

    private static MemberRemovalPage.Item scheduled(AdminContext adminContext, MemberOffboarding.Scheduled s) {
        return new MemberRemovalPage.Item(
                "“" + s.title() + "” on " + s.environment().key() + ", "
                        + s.action().key() + " at " + adminContext.times().moment(s.at()),
                adminContext.baseOf(s.environment()) + "/record/" + s.record());
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/remove")
    View remove(AdminContext adminContext, @PathVariable String member, HttpServletRequest request) {
        MemberId id = MemberId.parse(member);
        boolean self = id.equals(adminContext.actor().member());
        try {
            MemberOffboarding.Left left = memberOffboarding.of(adminContext.actor(), adminContext.siteId(), id);
            siteMembers.remove(adminContext.actor(), adminContext.siteId(), id);
            FlashMessages.next(request, FlashMessage.done("Taken off the list. " + after(left)));
        } catch (Refused refused) {
            FlashMessages.next(request, FlashMessage.refused(refused.refusal().detail()));
            return new RedirectView(adminContext.base() + "/members");
        }
        return new RedirectView(self ? "/admin" : adminContext.base() + "/members");
    }

    private static String after(MemberOffboarding.Left left) {
        String ended = "Their sessions ended"
                + (left.tokens().isEmpty()
                        ? "."
                        : ", and " + AdminWords.count(left.tokens().size(), "token") + " with them.");
        return left.schedules().isEmpty()
                ? ended
                : ended + " "
                        + AdminWords.count(left.schedules().size(), "schedule")
                        + " of theirs ended: set them again in your name.";
    }

    @PostMapping("/admin/sites/{site}/{env}/tokens")
    View token(
            AdminContext adminContext,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> limit,
            @RequestParam(defaultValue = "") String expires,
            @RequestParam(defaultValue = "no") String approved,
            HttpServletRequest request) {
        try {
            Instant until = adminContext.times().dayStart(expires);
            var minted = tokens.create(
                    adminContext.actor(),
                    adminContext.siteId(),
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
            return views.show("members", page(adminContext, request, FormInput.NOTHING, told));
        } catch (Refused refused) {
            FormInput formInput = FormInput.of("token", request, refused.refusal());
            return views.show("token", token(adminContext, request, limit, approved.equals("yes"), formInput), 422);
        }
    }

    /** A new one, with what it is mostly for ticked already. */
    @GetMapping("/admin/sites/{site}/{env}/tokens/new")
    View token(
            AdminContext adminContext, @RequestParam(defaultValue = "all") String begin, HttpServletRequest request) {
        List<String> ticked = switch (begin) {
            case "staging" -> held(adminContext, g -> g.environment() == Environment.STAGING);
            case "approved" ->
                held(
                        adminContext,
                        g -> g.environment() == Environment.STAGING
                                || g.permission() == Permission.READ
                                || g.permission() == Permission.PROMOTE);
            case "read" -> held(adminContext, g -> g.permission() == Permission.READ);
            default -> List.of();
        };
        return views.show("token", token(adminContext, request, ticked, begin.equals("approved"), FormInput.NOTHING));
    }

    private static List<String> held(AdminContext adminContext, Predicate<Grant> which) {
        return adminContext.rights().grants().stream()
                .filter(which)
                .map(Grant::word)
                .sorted()
                .toList();
    }

    private TokenPage token(
            AdminContext adminContext,
            HttpServletRequest request,
            List<String> ticked,
            boolean approvedOnly,
            FormInput formInput) {
        return new TokenPage(
                pageShells.inside(request, adminContext, "members"),
                PermissionMatrix.of("limit", ticked, types.all(adminContext.siteId())),
                approvedOnly,
                formInput);
    }

    @PostMapping("/admin/sites/{site}/{env}/tokens/{token}/revoke")
    View revoke(AdminContext adminContext, @PathVariable String token, HttpServletRequest request) {
        return attempt(adminContext, request, () -> {
            tokens.revoke(adminContext.actor(), adminContext.siteId(), id(token));
            return "The token is revoked. Programs that use it are refused from now on.";
        });
    }

    public static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(new NotFound("token"), notAnId);
        }
    }

    private View attempt(AdminContext adminContext, HttpServletRequest request, Supplier<String> act) {
        try {
            return done(adminContext, request, act.get());
        } catch (Refused refused) {
            FlashMessages.next(request, FlashMessage.refused(refused.refusal().detail()));
            return new RedirectView(adminContext.base() + "/members");
        }
    }

    private static View done(AdminContext adminContext, HttpServletRequest request, String text) {
        FlashMessages.next(request, FlashMessage.done(text));
        return new RedirectView(adminContext.base() + "/members");
    }

    private MembersPage page(
            AdminContext adminContext,
            HttpServletRequest request,
            FormInput formInput,
            MembersPage.@Nullable Told told) {
        boolean manages = adminContext.rights().allow(Permission.MEMBERS, null);
        List<Roles.Role> given = roles.list(adminContext.actor(), adminContext.siteId());
        Map<MemberId, Instant> invited = siteMembers.invitationsOut(adminContext.actor(), adminContext.siteId());
        return new MembersPage(
                pageShells.inside(request, adminContext, "members"),
                siteMembers.list(adminContext.actor(), adminContext.siteId()).stream()
                        .map(e -> person(adminContext, e, given, invited.get(e.id())))
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
                tokens.onSite(adminContext.actor(), adminContext.siteId()).stream()
                        .map(MembersScreen::line)
                        .toList(),
                manages,
                formInput,
                told);
    }

    private static MembersPage.Person person(
            AdminContext adminContext, SiteMembers.Entry e, List<Roles.Role> roles, @Nullable Instant invitedUntil) {
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
                e.id().equals(adminContext.actor().member()));
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
