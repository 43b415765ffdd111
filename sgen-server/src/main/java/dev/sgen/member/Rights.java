package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do on one site at this moment.
 *
 * @param role the role's key, as audit entries name it
 * @param grants the cells of the grid they hold; for a token already narrowed to its limits
 * @param approvedOnly whether they may promote only what a person approved
 */
public record Rights(String role, Set<Grant> grants, boolean approvedOnly) {
    Rights(String role, Set<Grant> grants) {
        this(role, grants, false);
    }

    /**
     * Whether they hold the permission for records of every type, those of types made tomorrow too.
     *
     * @param environment where, or null for an act on the site as a whole, which touches both environments
     *     and so needs the permission in each of them; to read the site at all, either will do
     */
    public boolean allow(Permission permission, @Nullable Environment environment) {
        return allow(permission, environment, e -> grants.contains(new Grant(permission, e)));
    }

    /** Whether they hold the permission for records of this type (invariant 16). */
    public boolean allow(Permission permission, @Nullable Environment environment, String type) {
        return allow(
                permission,
                environment,
                e -> grants.contains(new Grant(permission, e)) || grants.contains(new Grant(permission, e, type)));
    }

    /** Whether they hold the permission for records of some type at least. */
    public boolean allowSome(Permission permission, @Nullable Environment environment) {
        return allow(
                permission,
                environment,
                e -> grants.stream().anyMatch(g -> g.permission() == permission && g.environment() == e));
    }

    private static boolean allow(
            Permission permission, @Nullable Environment environment, Predicate<Environment> holds) {
        List<Environment> possible = permission.environments();
        if (environment != null && possible.contains(environment)) {
            return holds.test(environment);
        }
        return permission == Permission.READ
                ? possible.stream().anyMatch(holds)
                : possible.stream().allMatch(holds);
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

    /**
     * Refuses unless the permission is held for each of these types.
     *
     * @throws Refused {@link Forbidden} naming the first type that is missing
     */
    public void require(Permission permission, @Nullable Environment environment, Collection<String> types) {
        requireSome(permission, environment);
        for (String type : types) {
            if (!allow(permission, environment, type)) {
                throw new Refused(Forbidden.of(role, permission, environment, type));
            }
        }
    }

    /** Refuses who holds the permission for no type at all, before anything is read. */
    public Rights requireSome(Permission permission, @Nullable Environment environment) {
        if (!allowSome(permission, environment)) {
            throw new Refused(Forbidden.of(role, permission, environment));
        }
        return this;
    }

    /** Whether they hold all of these, and so may hand them out or take them away (T19). */
    boolean cover(Collection<Grant> others) {
        return missing(others).isEmpty();
    }

    /** Which of these they don't hold. */
    List<Grant> missing(Collection<Grant> others) {
        return others.stream()
                .filter(g -> !grants.contains(g) && !grants.contains(g.whole()))
                .sorted()
                .toList();
    }

    Rights narrowedTo(Collection<String> limits) {
        if (limits.isEmpty()) {
            return this;
        }
        Set<Grant> limit = Grant.ofWords(limits);
        Set<Grant> both = new HashSet<>();
        both.addAll(within(grants, limit));
        both.addAll(within(limit, grants));
        return new Rights(role, Set.copyOf(both), approvedOnly);
    }

    /** Those of the first that the second holds as well, for this type or for all. */
    private static Set<Grant> within(Set<Grant> some, Set<Grant> others) {
        return some.stream()
                .filter(g -> others.contains(g) || others.contains(g.whole()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Rights onlyApproved(boolean only) {
        return new Rights(role, grants, approvedOnly || only);
    }
}
