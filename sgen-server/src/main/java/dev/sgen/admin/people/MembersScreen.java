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

/** Controller of a site's members, roles and tokens. */
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
    View members(AdminContext context, HttpServletRequest request) {
        return views.show("people/members", page(context, request, FormInput.NOTHING, null));
    }

    @PostMapping("/admin/sites/{site}/{env}/members")
    View add(
            AdminContext context,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            HttpServletRequest request) {
        try {
            SiteMembers.Added added =
                    siteMembers.add(context.actor(), context.siteId(), email, name.isBlank() ? null : name, role);
            return invited(context, request, added);
        } catch (Refused refused) {
            return views.show(
                    "people/members",
                    page(context, request, FormInput.of("member", request, refused.refusal()), null),
                    422);
        }
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/invitation")
    View again(AdminContext context, @PathVariable String member, HttpServletRequest request) {
        return invited(
                context, request, siteMembers.inviteAgain(context.actor(), context.siteId(), MemberId.parse(member)));
    }

    private View invited(AdminContext context, HttpServletRequest request, SiteMembers.Added added) {
        String name = added.entry().name();
        if (added.mailed()) {
            return done(
                    context,
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
        return views.show("people/members", page(context, request, FormInput.NOTHING, told));
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/role")
    View change(
            AdminContext context, @PathVariable String member, @RequestParam String role, HttpServletRequest request) {
        return attempt(context, request, () -> {
            String name = siteMembers
                    .changeRole(context.actor(), context.siteId(), MemberId.parse(member), role)
                    .name();
            return name + " has the role " + called(role, roles.list(context.actor(), context.siteId())) + " now.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/invitation/withdraw")
    View withdraw(AdminContext context, @PathVariable String member, HttpServletRequest request) {
        return attempt(context, request, () -> {
            siteMembers.withdrawInvitation(context.actor(), context.siteId(), MemberId.parse(member));
            return "The invitation is taken back. Its link leads nowhere now.";
        });
    }

    /** Shows what a member leaves behind, before they are removed. */
    @GetMapping("/admin/sites/{site}/{env}/members/{member}/remove")
    View leaving(AdminContext context, @PathVariable String member, HttpServletRequest request) {
        MemberId id = MemberId.parse(member);
        SiteMembers.Entry entry = siteMembers.member(context.actor(), context.siteId(), id);
        MemberOffboarding.Left left = memberOffboarding.of(context.actor(), context.siteId(), id);
        return views.show(
                "people/removal",
                new MemberRemovalPage(
                        pageShells.inside(request, context, "members"),
                        member,
                        entry.name(),
                        id.equals(context.actor().member()),
                        left.schedules().stream()
                                .map(s -> scheduled(context, s))
                                .toList(),
                        left.tokens().stream()
                                .map(t -> t.name() + ", …" + t.hint())
                                .toList(),
                        left.requests().stream()
                                .map(a -> new MemberRemovalPage.Item(
                                        a.records().getFirst().title() + ", "
                                                + a.state().key(),
                                        context.base() + "/approvals/" + a.id()))
                                .toList()));
    }

    private static MemberRemovalPage.Item scheduled(AdminContext context, MemberOffboarding.Scheduled s) {
        return new MemberRemovalPage.Item(
                "“" + s.title() + "” on " + s.environment().key() + ", "
                        + s.action().key() + " at " + context.times().moment(s.at()),
                context.baseOf(s.environment()) + "/record/" + s.record());
    }

    @PostMapping("/admin/sites/{site}/{env}/members/{member}/remove")
    View remove(AdminContext context, @PathVariable String member, HttpServletRequest request) {
        MemberId id = MemberId.parse(member);
        boolean self = id.equals(context.actor().member());
        try {
            MemberOffboarding.Left left = memberOffboarding.of(context.actor(), context.siteId(), id);
            siteMembers.remove(context.actor(), context.siteId(), id);
            FlashMessages.next(request, FlashMessage.done("Taken off the list. " + after(left)));
        } catch (Refused refused) {
            FlashMessages.next(request, FlashMessage.refused(refused.refusal().detail()));
            return new RedirectView(context.base() + "/members");
        }
        return new RedirectView(self ? "/admin" : context.base() + "/members");
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
            AdminContext context,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> limit,
            @RequestParam(defaultValue = "") String expires,
            @RequestParam(defaultValue = "no") String approved,
            HttpServletRequest request) {
        try {
            Instant until = context.times().dayStart(expires);
            var minted = tokens.create(
                    context.actor(),
                    context.siteId(),
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
            return views.show("people/members", page(context, request, FormInput.NOTHING, told));
        } catch (Refused refused) {
            FormInput formInput = FormInput.of("token", request, refused.refusal());
            return views.show("people/token", token(context, request, limit, approved.equals("yes"), formInput), 422);
        }
    }

    /** The form of a new token, with the permissions of a common purpose ticked. */
    @GetMapping("/admin/sites/{site}/{env}/tokens/new")
    View token(AdminContext context, @RequestParam(defaultValue = "all") String begin, HttpServletRequest request) {
        List<String> ticked = switch (begin) {
            case "staging" -> held(context, g -> g.environment() == Environment.STAGING);
            case "approved" ->
                held(
                        context,
                        g -> g.environment() == Environment.STAGING
                                || g.permission() == Permission.READ
                                || g.permission() == Permission.PROMOTE);
            case "read" -> held(context, g -> g.permission() == Permission.READ);
            default -> List.of();
        };
        return views.show("people/token", token(context, request, ticked, begin.equals("approved"), FormInput.NOTHING));
    }

    private static List<String> held(AdminContext context, Predicate<Grant> which) {
        return context.rights().grants().stream()
                .filter(which)
                .map(Grant::word)
                .sorted()
                .toList();
    }

    private TokenPage token(
            AdminContext context,
            HttpServletRequest request,
            List<String> ticked,
            boolean approvedOnly,
            FormInput formInput) {
        return new TokenPage(
                pageShells.inside(request, context, "members"),
                PermissionMatrix.of("limit", ticked, types.all(context.siteId())),
                approvedOnly,
                formInput);
    }

    @PostMapping("/admin/sites/{site}/{env}/tokens/{token}/revoke")
    View revoke(AdminContext context, @PathVariable String token, HttpServletRequest request) {
        return attempt(context, request, () -> {
            tokens.revoke(context.actor(), context.siteId(), id(token));
            return "The token is revoked. Programs that use it are refused from now on.";
        });
    }

    /**
     * Parses an id from an address.
     *
     * @throws Refused {@link NotFound} if it is not a UUID
     */
    public static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw new Refused(new NotFound("token"), notAnId);
        }
    }

    private View attempt(AdminContext context, HttpServletRequest request, Supplier<String> act) {
        try {
            return done(context, request, act.get());
        } catch (Refused refused) {
            FlashMessages.next(request, FlashMessage.refused(refused.refusal().detail()));
            return new RedirectView(context.base() + "/members");
        }
    }

    private static View done(AdminContext context, HttpServletRequest request, String text) {
        FlashMessages.next(request, FlashMessage.done(text));
        return new RedirectView(context.base() + "/members");
    }

    private MembersPage page(
            AdminContext context, HttpServletRequest request, FormInput formInput, MembersPage.@Nullable Told told) {
        boolean manages = context.rights().allow(Permission.MEMBERS, null);
        List<Roles.Role> given = roles.list(context.actor(), context.siteId());
        Map<MemberId, Instant> invited = siteMembers.invitationsOut(context.actor(), context.siteId());
        return new MembersPage(
                pageShells.inside(request, context, "members"),
                siteMembers.list(context.actor(), context.siteId()).stream()
                        .map(e -> person(context, e, given, invited.get(e.id())))
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
                tokens.onSite(context.actor(), context.siteId()).stream()
                        .map(MembersScreen::line)
                        .toList(),
                manages,
                formInput,
                told);
    }

    private static MembersPage.Person person(
            AdminContext context, SiteMembers.Entry e, List<Roles.Role> roles, @Nullable Instant invitedUntil) {
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
                e.id().equals(context.actor().member()));
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
