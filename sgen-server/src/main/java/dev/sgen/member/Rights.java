package dev.sgen.member;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.util.Collection;
import java.util.EnumSet;
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
 * @param approvedOnly whether they may promote only what a person approved, and do nothing else on live
 */
public record Rights(String role, Set<Grant> grants, boolean approvedOnly) {
    /** What a token may do on live that promotes only what a person approved: look, and that. */
    private static final Set<Permission> WITH_APPROVED_ONLY =
            EnumSet.of(Permission.READ, Permission.AUDIT, Permission.PROMOTE);

    Rights(String role, Set<Grant> grants) {
        this(role, grants, false);
    }

    /**
     * Whether they hold the permission for records of every type, those of types made tomorrow too; for those that
     * shape the whole site see the question with a type.
     *
     * @param environment where, or null for an act on the site as a whole, which touches both environments
     *     and so needs the permission in each of them; to read the site at all, either will do
     */
    public boolean allow(Permission permission, @Nullable Environment environment) {
        return allow(permission, environment, e -> grants.contains(new Grant(permission, e)));
    }

    /**
     * Whether they may do it to records of this type (invariant 16): they hold the permission for it, and where the type
     * shapes the whole site {@link Permission#SETTINGS} in the same environment besides (A8).
     */
    public boolean allow(Permission permission, @Nullable Environment environment, String type) {
        return allow(permission, environment, e -> holds(permission, e, type) && !lacksSettings(permission, e, type));
    }

    private boolean holds(Permission permission, Environment environment, String type) {
        return grants.contains(new Grant(permission, environment))
                || grants.contains(new Grant(permission, environment, type));
    }

    /**
     * Whether nothing but the settings permission is in the way of doing it to records of this type. What would only
     * come along is left out then, and named.
     */
    public boolean lacksSettings(Permission permission, Environment environment, String type) {
        // What such a token promotes was approved by a person who holds it.
        boolean stoodFor = approvedOnly && permission == Permission.PROMOTE;
        return SiteShaping.asks(permission, type)
                && !stoodFor
                && !grants.contains(new Grant(Permission.SETTINGS, environment));
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
            throw refused(permission, environment, null);
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
                throw refused(permission, environment, type);
            }
        }
    }

    private Refused refused(Permission permission, @Nullable Environment environment, @Nullable String type) {
        Permission missing = permission;
        Forbidden.Reason reason = Forbidden.Reason.NOT_HELD;
        if (approvedOnly && environment == Environment.LIVE && !WITH_APPROVED_ONLY.contains(permission)) {
            reason = Forbidden.Reason.APPROVED_ONLY;
        } else if (type != null && environment != null && holds(permission, environment, type)) {
            missing = Permission.SETTINGS;
            reason = Forbidden.Reason.SHAPES_SITE;
        }
        return new Refused(
                new Forbidden(role, missing.key(), environment == null ? null : environment.key(), type, reason));
    }

    /** Refuses who holds the permission for no type at all, before anything is read. */
    public Rights requireSome(Permission permission, @Nullable Environment environment) {
        if (!allowSome(permission, environment)) {
            throw refused(permission, environment, null);
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

    /** Narrows to what a token may that promotes only what a person approved: all it may on staging, on live no more. */
    Rights onlyApproved(boolean only) {
        return only
                ? new Rights(
                        role,
                        grants.stream()
                                .filter(g -> g.environment() != Environment.LIVE
                                        || WITH_APPROVED_ONLY.contains(g.permission()))
                                .collect(Collectors.toUnmodifiableSet()),
                        true)
                : this;
    }
}
