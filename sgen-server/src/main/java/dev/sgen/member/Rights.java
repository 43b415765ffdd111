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
 * The grants that an actor holds on one site at this moment.
 *
 * @param role the role's key, as audit entries name it
 * @param grants for a token already narrowed to its limits
 * @param approvedOnly whether the actor may promote only what a person approved, and do nothing else on live
 */
public record Rights(String role, Set<Grant> grants, boolean approvedOnly) {
    /** What a token with {@code approvedOnly} may do on live. */
    private static final Set<Permission> WITH_APPROVED_ONLY =
            EnumSet.of(Permission.READ, Permission.AUDIT, Permission.PROMOTE);

    Rights(String role, Set<Grant> grants) {
        this(role, grants, false);
    }

    /**
     * Whether the actor holds the permission for records of every type, including types created later. For site-shaping
     * types use the method with a type.
     *
     * @param environment the environment, or null for an operation on the site as a whole. That touches both
     *     environments, so the permission is needed in each of them, except for reading, where either is enough
     */
    public boolean allow(Permission permission, @Nullable Environment environment) {
        return allow(permission, environment, e -> grants.contains(new Grant(permission, e)));
    }

    /**
     * Whether the actor may do it to records of this type (invariant 16): the permission is held for the type, and for
     * a site-shaping type also {@link Permission#SETTINGS} in the same environment (A8).
     */
    public boolean allow(Permission permission, @Nullable Environment environment, String type) {
        return allow(permission, environment, e -> holds(permission, e, type) && !lacksSettings(permission, e, type));
    }

    private boolean holds(Permission permission, Environment environment, String type) {
        return grants.contains(new Grant(permission, environment))
                || grants.contains(new Grant(permission, environment, type));
    }

    /**
     * Whether the type is site-shaping and the actor lacks the settings permission for it. Records that would only be
     * carried along are then left out and named.
     */
    public boolean lacksSettings(Permission permission, Environment environment, String type) {
        // What such a token promotes was approved by a person who holds the settings permission.
        boolean stoodFor = approvedOnly && permission == Permission.PROMOTE;
        return SiteShaping.asks(permission, type)
                && !stoodFor
                && !grants.contains(new Grant(Permission.SETTINGS, environment));
    }

    /** Whether the actor holds the permission for records of at least one type. */
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
     * Refuses what {@link #allow} denies. For use cases that check several permissions on the same rights.
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
     * @throws Refused {@link Forbidden} naming the first missing type
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

    /** Refuses an actor who holds the permission for no type at all, before anything is read. */
    public Rights requireSome(Permission permission, @Nullable Environment environment) {
        if (!allowSome(permission, environment)) {
            throw refused(permission, environment, null);
        }
        return this;
    }

    /** Whether the actor holds all of these grants, so that they may give or take them (T19). */
    boolean cover(Collection<Grant> others) {
        return missing(others).isEmpty();
    }

    /** Those of the grants that the actor doesn't hold. */
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

    /** The grants of the first set that the second set also holds, for the same type or for all. */
    private static Set<Grant> within(Set<Grant> some, Set<Grant> others) {
        return some.stream()
                .filter(g -> others.contains(g) || others.contains(g.whole()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Narrows the rights for a token with {@code approvedOnly}: unchanged on staging, on live only {@link
     * #WITH_APPROVED_ONLY}.
     */
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
