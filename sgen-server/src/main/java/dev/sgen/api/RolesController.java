package dev.sgen.api;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.sgen.member.Roles;
import dev.sgen.member.Roles.Role;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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

/** The roles of a site, built in and its own; a grant is a {@code permission:environment} word. */
@RestController
@RequestMapping("/api/v1/sites/{site}/roles")
@Tag(name = "Roles")
class RolesController {
    private final Sites sites;
    private final Roles roles;

    RolesController(Sites sites, Roles roles) {
        this.sites = sites;
        this.roles = roles;
    }

    record NewRole(
            @Nullable String key,
            @Nullable String name,
            @Nullable List<String> grants) {}

    record RoleChange(@Nullable String name, @Nullable List<String> grants) {}

    @GetMapping
    @Operation(summary = "List the roles of a site, the built-in ones first")
    Paging.Page<Role> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Paging.of(roles.list(actor, id(site)), Role::key, limit, cursor);
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @Operation(
            summary = "Make a role",
            description = "`grants` are cells of the matrix: `publish:staging` for records of every type,"
                    + " `publish:staging:post` for one type. `GET /permissions` lists them.")
    Role create(Actor actor, @PathVariable String site, @RequestBody NewRole wish) {
        return roles.create(
                actor,
                id(site),
                wish.key(),
                RequiredFields.required("/name", wish.name()),
                RequiredFields.required("/grants", wish.grants()));
    }

    @PatchMapping("/{role}")
    @Operation(summary = "Change a role; its holders are judged by it from their next call on")
    Role change(Actor actor, @PathVariable String site, @PathVariable String role, @RequestBody RoleChange change) {
        return roles.change(actor, id(site), role, change.name(), change.grants());
    }

    @DeleteMapping("/{role}")
    @Operation(summary = "Remove a role that nobody holds")
    @ResponseStatus(NO_CONTENT)
    void remove(Actor actor, @PathVariable String site, @PathVariable String role) {
        roles.remove(actor, id(site), role);
    }

    private SiteId id(String site) {
        return sites.require(site).id();
    }
}
