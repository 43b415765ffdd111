package dev.sgen.admin.people;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.member.Roles;
import dev.sgen.member.SiteMembers;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller of roles: edits the grants of a role by permission, environment and content type. */
@Controller
class RolesScreen {
    private static final String ROOM = "/admin/sites/{site}/{env}/roles";

    private final Views views;
    private final PageShells pageShells;
    private final Roles roles;
    private final SiteMembers siteMembers;
    private final ContentTypes types;

    RolesScreen(Views views, PageShells pageShells, Roles roles, SiteMembers siteMembers, ContentTypes types) {
        this.views = views;
        this.pageShells = pageShells;
        this.roles = roles;
        this.siteMembers = siteMembers;
        this.types = types;
    }

    /** The form of a new role: empty, or copied from another role. */
    @GetMapping(ROOM + "/new")
    View fresh(
            AdminContext context, @RequestParam(required = false) @Nullable String from, HttpServletRequest request) {
        if (from == null || from.isBlank()) {
            return views.show("people/role", page(context, request, null, "", false, List.of(), FormInput.NOTHING));
        }
        Roles.Role model = find(context, from);
        List<String> grants = model.grants().stream()
                .filter(g -> Permission.ofKey(g.replaceAll(":.*", ""))
                        .map(Permission::grantable)
                        .orElse(false))
                .toList();
        return views.show(
                "people/role", page(context, request, null, model.name() + ", copy", false, grants, FormInput.NOTHING));
    }

    @GetMapping(ROOM + "/{role}")
    View one(AdminContext context, @PathVariable String role, HttpServletRequest request) {
        Roles.Role found = find(context, role);
        return views.show(
                "people/role",
                page(context, request, role, found.name(), found.builtIn(), found.grants(), FormInput.NOTHING));
    }

    @PostMapping(ROOM)
    View create(
            AdminContext context,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> grant,
            HttpServletRequest request) {
        try {
            roles.create(context.actor(), context.siteId(), null, name, ticked(grant));
            return done(context, request, "The role “" + name.strip() + "” can be given now.");
        } catch (Refused refused) {
            FormInput formInput = FormInput.of("role", request, refused.refusal());
            return views.show("people/role", page(context, request, null, name, false, ticked(grant), formInput), 422);
        }
    }

    @PostMapping(ROOM + "/{role}")
    View change(
            AdminContext context,
            @PathVariable String role,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> grant,
            HttpServletRequest request) {
        try {
            roles.change(context.actor(), context.siteId(), role, name, ticked(grant));
            return done(context, request, "Saved. Whoever holds “" + name.strip() + "” is judged by it from now on.");
        } catch (Refused refused) {
            FormInput formInput = FormInput.of("role", request, refused.refusal());
            return views.show("people/role", page(context, request, role, name, false, ticked(grant), formInput), 422);
        }
    }

    @PostMapping(ROOM + "/{role}/remove")
    View remove(AdminContext context, @PathVariable String role, HttpServletRequest request) {
        try {
            roles.remove(context.actor(), context.siteId(), role);
            return done(context, request, "The role is removed.");
        } catch (Refused refused) {
            FlashMessages.next(request, FlashMessage.refused(refused.refusal().detail()));
            return new RedirectView(context.base() + "/members");
        }
    }

    private static List<String> ticked(List<String> grants) {
        return grants.stream().filter(g -> !g.isBlank()).toList();
    }

    private Roles.Role find(AdminContext context, String key) {
        return roles.list(context.actor(), context.siteId()).stream()
                .filter(r -> r.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("role")));
    }

    private static View done(AdminContext context, HttpServletRequest request, String text) {
        FlashMessages.next(request, FlashMessage.done(text));
        return new RedirectView(context.base() + "/members");
    }

    private RolePage page(
            AdminContext context,
            HttpServletRequest request,
            @Nullable String key,
            String name,
            boolean builtIn,
            List<String> grants,
            FormInput formInput) {
        return new RolePage(
                pageShells.inside(request, context, "members"),
                key,
                name,
                builtIn,
                !builtIn && context.rights().allow(Permission.MEMBERS, null),
                PermissionMatrix.of("grant", grants, types.all(context.siteId())),
                key == null
                        ? List.of()
                        : siteMembers.list(context.actor(), context.siteId()).stream()
                                .filter(e -> e.role().equals(key))
                                .map(SiteMembers.Entry::name)
                                .toList(),
                formInput);
    }
}
