package dev.sgen.api;

import dev.sgen.member.BuiltInRole;
import dev.sgen.member.Grant;
import dev.sgen.member.Permission;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The grid from which roles and tokens are made, and the roles that every site has. */
@RestController
@RequestMapping("/api/v1/permissions")
@Tag(name = "Permissions")
class PermissionsController {

    /**
     * The whole catalogue.
     *
     * @param environments where a permission can be granted at all
     */
    record Catalogue(List<PermissionJson> permissions, List<String> environments, List<RoleJson> roles) {}

    /**
     * One permission.
     *
     * @param grantable whether a role of a site's own may hold it
     * @param perType whether it can be held for some content types alone, as {@code permission:environment:type}
     */
    record PermissionJson(String key, String meaning, List<String> environments, boolean grantable, boolean perType) {}

    record RoleJson(String key, String name, String meaning, List<String> grants) {}

    @GetMapping
    @Operation(summary = "List what can be granted, where, and what the built-in roles hold")
    Catalogue catalogue(Actor actor) {
        return new Catalogue(
                Arrays.stream(Permission.values())
                        .map(p -> new PermissionJson(
                                p.key(), p.meaning(), keys(p.environments()), p.grantable(), p.perType()))
                        .toList(),
                keys(List.of(Environment.values())),
                Arrays.stream(BuiltInRole.values())
                        .map(r -> new RoleJson(
                                r.key(),
                                r.label(),
                                r.meaning(),
                                r.grants().stream().sorted().map(Grant::word).toList()))
                        .toList());
    }

    private static List<String> keys(List<Environment> environments) {
        return environments.stream().map(Environment::key).toList();
    }
}
