package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do on one site at this moment.
 *
 * @param role the role's key, as audit entries name it
 * @param grants the cells of the grid they hold; for a token already narrowed to its limits
 */
public record Rights(String role, Set<Grant> grants) {

    /**
     * Whether they hold the permission.
     *
     * @param environment where, or null for an act on the site as a whole, which touches both environments
     *     and so needs the permission in each of them; to read the site at all, either will do
     */
    public boolean allow(Permission permission, @Nullable Environment environment) {
        List<Environment> possible = permission.environments();
        if (environment != null && possible.contains(environment)) {
            return grants.contains(new Grant(permission, environment));
        }
        return permission == Permission.READ
                ? possible.stream().anyMatch(e -> grants.contains(new Grant(permission, e)))
                : possible.stream().allMatch(e -> grants.contains(new Grant(permission, e)));
    }

    /**
     * Refuses what {@link #allow} doesn't, for a use case that asks several questions of one answer.
     *
     * @throws Refused {@link Forbidden}
     */
    public void require(Permission permission, @Nullable Environment environment) {
        if (!allow(permission, environment)) {
            throw new Refused(Forbidden.of(role, permission, environment));
        }
    }

    /** Whether they hold all of these, and so may hand them out or take them away (T19). */
    boolean cover(Collection<Grant> others) {
        return grants.containsAll(others);
    }

    Rights narrowedTo(Collection<String> limits) {
        if (limits.isEmpty()) {
            return this;
        }
        Set<Grant> limit = Grant.ofWords(limits);
        return new Rights(role, grants.stream().filter(limit::contains).collect(Collectors.toUnmodifiableSet()));
    }
}
