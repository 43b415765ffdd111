package dev.sgen.admin;

import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.member.Roles;
import dev.sgen.member.Roster;
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

/** The matrix of a role: permission by environment by content type. */
@Controller
class RolesScreen {
    private static final String ROOM = "/admin/sites/{site}/{env}/roles";

    private final Views views;
    private final Frames frames;
    private final Roles roles;
    private final Roster roster;
    private final ContentTypes types;

    RolesScreen(Views views, Frames frames, Roles roles, Roster roster, ContentTypes types) {
        this.views = views;
        this.frames = frames;
        this.roles = roles;
        this.roster = roster;
        this.types = types;
    }

    /** A new one, empty or with what another holds. */
    @GetMapping(ROOM + "/new")
    View fresh(Place place, @RequestParam(required = false) @Nullable String from, HttpServletRequest request) {
        if (from == null || from.isBlank()) {
            return views.show("role", page(place, request, null, "", false, List.of(), Typed.NOTHING));
        }
        Roles.Role model = find(place, from);
        List<String> grants = model.grants().stream()
                .filter(g -> Permission.ofKey(g.replaceAll(":.*", ""))
                        .map(Permission::grantable)
                        .orElse(false))
                .toList();
        return views.show("role", page(place, request, null, model.name() + ", copy", false, grants, Typed.NOTHING));
    }

    @GetMapping(ROOM + "/{role}")
    View one(Place place, @PathVariable String role, HttpServletRequest request) {
        Roles.Role found = find(place, role);
        return views.show(
                "role", page(place, request, role, found.name(), found.builtIn(), found.grants(), Typed.NOTHING));
    }

    @PostMapping(ROOM)
    View create(
            Place place,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> grant,
            HttpServletRequest request) {
        try {
            roles.create(place.actor(), place.siteId(), null, name, ticked(grant));
            return done(place, request, "The role “" + name.strip() + "” can be given now.");
        } catch (Refused refused) {
            Typed typed = Typed.of("role", request, refused.refusal());
            return views.show("role", page(place, request, null, name, false, ticked(grant), typed), 422);
        }
    }

    @PostMapping(ROOM + "/{role}")
    View change(
            Place place,
            @PathVariable String role,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") List<String> grant,
            HttpServletRequest request) {
        try {
            roles.change(place.actor(), place.siteId(), role, name, ticked(grant));
            return done(place, request, "Saved. Whoever holds “" + name.strip() + "” is judged by it from now on.");
        } catch (Refused refused) {
            Typed typed = Typed.of("role", request, refused.refusal());
            return views.show("role", page(place, request, role, name, false, ticked(grant), typed), 422);
        }
    }

    @PostMapping(ROOM + "/{role}/remove")
    View remove(Place place, @PathVariable String role, HttpServletRequest request) {
        try {
            roles.remove(place.actor(), place.siteId(), role);
            return done(place, request, "The role is removed.");
        } catch (Refused refused) {
            Notices.next(request, Notice.refused(refused.refusal().detail()));
            return new RedirectView(place.base() + "/members");
        }
    }

    private static List<String> ticked(List<String> grants) {
        return grants.stream().filter(g -> !g.isBlank()).toList();
    }

    private Roles.Role find(Place place, String key) {
        return roles.list(place.actor(), place.siteId()).stream()
                .filter(r -> r.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("role")));
    }

    private static View done(Place place, HttpServletRequest request, String text) {
        Notices.next(request, Notice.done(text));
        return new RedirectView(place.base() + "/members");
    }

    private RolePage page(
            Place place,
            HttpServletRequest request,
            @Nullable String key,
            String name,
            boolean builtIn,
            List<String> grants,
            Typed typed) {
        return new RolePage(
                frames.inside(request, place, "members"),
                key,
                name,
                builtIn,
                !builtIn && place.rights().allow(Permission.MEMBERS, null),
                Matrix.of("grant", grants, types.all(place.siteId())),
                key == null
                        ? List.of()
                        : roster.list(place.actor(), place.siteId()).stream()
                                .filter(e -> e.role().equals(key))
                                .map(Roster.Entry::name)
                                .toList(),
                typed);
    }
}
