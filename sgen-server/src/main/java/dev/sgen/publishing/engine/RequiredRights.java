package dev.sgen.publishing.engine;

import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.Schedule;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rights an effect on records needs, whichever way it comes about: by hand, at a moment, in a release (invariants
 * 16 and 26). Each method refuses with {@link dev.sgen.member.Forbidden}, naming the first right that is missing.
 */
public final class RequiredRights {
    private RequiredRights() {}

    /** To carry what staging publishes to live. */
    static void promote(Rights rights, String type) {
        rights.require(Permission.PROMOTE, Environment.LIVE, List.of(type));
    }

    /** To save a joined version of both sides, and publish it on staging too. */
    public static void merge(Rights rights, String type) {
        rights.require(Permission.SAVE, Environment.STAGING, List.of(type));
        rights.require(Permission.PUBLISH, Environment.STAGING, List.of(type));
    }

    /** To make all these moves of a promotion. */
    public static void promotion(Rights rights, List<Transition> moved) {
        for (Transition t : moved) {
            if (t.environment() == Environment.LIVE) {
                promote(rights, t.type());
            } else {
                merge(rights, t.type());
            }
        }
    }

    /** To do at a moment what a schedule says, if it were done now. */
    public static void fire(Rights rights, Environment environment, Schedule.Action action, String type) {
        if (action == Schedule.Action.PROMOTE) {
            promote(rights, type);
        } else if (environment == Environment.STAGING || !rights.allow(Permission.PROMOTE, Environment.LIVE, type)) {
            // Who carried a scheduled record to live may let it appear there.
            rights.require(Permission.PUBLISH, environment, List.of(type));
        }
    }

    /** Refuses whoever can set no such moment for any type, before anything is read. */
    public static void someMoment(Rights rights, Environment environment, Schedule.Action action) {
        rights.requireSome(Permission.SCHEDULE, environment);
        if (action == Schedule.Action.PROMOTE) {
            rights.requireSome(Permission.PROMOTE, Environment.LIVE);
            requireNotOnlyApproved(rights);
        } else {
            rights.requireSome(Permission.PUBLISH, environment);
        }
    }

    /** To set a moment for a record, in place of the one it has, if it has one. */
    public static void moment(
            Rights rights, Environment environment, Schedule.Action action, String type, @Nullable Schedule replaced) {
        rights.require(Permission.SCHEDULE, environment, List.of(type));
        if (action == Schedule.Action.PROMOTE) {
            promote(rights, type);
        } else {
            rights.require(Permission.PUBLISH, environment, List.of(type));
        }
        if (replaced != null) {
            cancel(rights, environment, replaced, type);
        }
    }

    /** Whether {@link #moment} lets them, approvals aside. */
    public static boolean maySet(Rights rights, Environment environment, Schedule.Action action, String type) {
        return rights.allow(Permission.SCHEDULE, environment, type)
                && (action == Schedule.Action.PROMOTE
                        ? rights.allow(Permission.PROMOTE, Environment.LIVE, type) && !rights.approvedOnly()
                        : rights.allow(Permission.PUBLISH, environment, type));
    }

    /** To take a moment back: the permissions that setting it needs, and never an approval (invariant 26). */
    public static void cancel(Rights rights, Environment environment, @Nullable Schedule pending, String type) {
        rights.require(Permission.SCHEDULE, environment, List.of(type));
        if (pending != null) {
            fire(rights, environment, pending.action(), type);
        }
    }

    /** Whether {@link #cancel} lets them. */
    public static boolean mayCancel(Rights rights, Environment environment, Schedule.Action action, String type) {
        boolean carries = rights.allow(Permission.PROMOTE, Environment.LIVE, type);
        return rights.allow(Permission.SCHEDULE, environment, type)
                && (action == Schedule.Action.PROMOTE
                        ? carries
                        : rights.allow(Permission.PUBLISH, environment, type)
                                || environment == Environment.LIVE && carries);
    }

    /** Whoever takes steps on live needs each kind's grant for some type at least, before anything is read. */
    public static void someSteps(Rights rights, Collection<ReleaseStep> steps) {
        rights.requireSome(Permission.PROMOTE, Environment.LIVE);
        steps.stream()
                .map(step -> grant(step.kind()))
                .distinct()
                .forEach(needed -> rights.requireSome(needed, Environment.LIVE));
    }

    /** To take a step on live as part of a set. */
    public static void step(Rights rights, ReleaseStep.Kind kind, String type) {
        promote(rights, type);
        rights.require(grant(kind), Environment.LIVE, List.of(type));
    }

    /** To take it at a moment; who may promote only what was approved sets none. */
    public static void stepAtMoment(Rights rights, ReleaseStep.Kind kind, String type) {
        rights.require(Permission.SCHEDULE, Environment.LIVE, List.of(type));
        step(rights, kind, type);
    }

    /** @throws Refused {@link PublishingRefusal.ApprovalNeeded}: a person who approves sets the moment */
    public static void requireNotOnlyApproved(Rights rights) {
        if (rights.approvedOnly()) {
            throw new Refused(PublishingRefusal.ApprovalNeeded.ofMoment());
        }
    }

    private static Permission grant(ReleaseStep.Kind kind) {
        return switch (kind) {
            case PROMOTE -> Permission.PROMOTE;
            case ARCHIVE -> Permission.ARCHIVE;
            case UNPUBLISH -> Permission.UNPUBLISH;
            case DELETE -> Permission.DELETE;
        };
    }
}
