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
 * The rights that a change of records requires, whether made by hand, by a schedule or by a release (invariants 16 and
 * 26). The methods throw a refusal, {@link dev.sgen.member.Forbidden}, that names the first missing right.
 */
public final class RequiredRights {
    private RequiredRights() {}

    /** Requires the right to promote to live. */
    static void promote(Rights rights, String type) {
        rights.require(Permission.PROMOTE, Environment.LIVE, List.of(type));
    }

    /** Requires the rights to save a merged version and publish it on staging. */
    public static void merge(Rights rights, String type) {
        rights.require(Permission.SAVE, Environment.STAGING, List.of(type));
        rights.require(Permission.PUBLISH, Environment.STAGING, List.of(type));
    }

    /** Requires the rights for all transitions of a promotion. */
    public static void promotion(Rights rights, List<Transition> moved) {
        for (Transition t : moved) {
            if (t.environment() == Environment.LIVE) {
                promote(rights, t.type());
            } else {
                merge(rights, t.type());
            }
        }
    }

    /** Requires the rights to do now what the schedule does. */
    public static void fire(Rights rights, Environment environment, Schedule.Action action, String type) {
        if (action == Schedule.Action.PROMOTE) {
            promote(rights, type);
        } else if (environment == Environment.STAGING || !rights.allow(Permission.PROMOTE, Environment.LIVE, type)) {
            // An actor who may promote to live may also let a promoted schedule publish there.
            rights.require(Permission.PUBLISH, environment, List.of(type));
        }
    }

    /** Requires the rights to set such a schedule for at least one type; checked before anything is read. */
    public static void someMoment(Rights rights, Environment environment, Schedule.Action action) {
        rights.requireSome(Permission.SCHEDULE, environment);
        if (action == Schedule.Action.PROMOTE) {
            rights.requireSome(Permission.PROMOTE, Environment.LIVE);
            requireNotOnlyApproved(rights);
        } else {
            rights.requireSome(Permission.PUBLISH, environment);
        }
    }

    /** Requires the rights to schedule a record and, if it has a schedule, to cancel that one. */
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

    /** Whether {@link #moment} would allow it, approvals aside. */
    public static boolean maySet(Rights rights, Environment environment, Schedule.Action action, String type) {
        return rights.allow(Permission.SCHEDULE, environment, type)
                && (action == Schedule.Action.PROMOTE
                        ? rights.allow(Permission.PROMOTE, Environment.LIVE, type) && !rights.approvedOnly()
                        : rights.allow(Permission.PUBLISH, environment, type));
    }

    /** Requires the rights to cancel a schedule: those that setting it needs, but never an approval (invariant 26). */
    public static void cancel(Rights rights, Environment environment, @Nullable Schedule pending, String type) {
        rights.require(Permission.SCHEDULE, environment, List.of(type));
        if (pending != null) {
            fire(rights, environment, pending.action(), type);
        }
    }

    /** Whether {@link #cancel} would allow it. */
    public static boolean mayCancel(Rights rights, Environment environment, Schedule.Action action, String type) {
        boolean carries = rights.allow(Permission.PROMOTE, Environment.LIVE, type);
        return rights.allow(Permission.SCHEDULE, environment, type)
                && (action == Schedule.Action.PROMOTE
                        ? carries
                        : rights.allow(Permission.PUBLISH, environment, type)
                                || environment == Environment.LIVE && carries);
    }

    /** Requires the rights for each kind of step for at least one type; checked before anything is read. */
    public static void someSteps(Rights rights, Collection<ReleaseStep> steps) {
        rights.requireSome(Permission.PROMOTE, Environment.LIVE);
        steps.stream()
                .map(step -> grant(step.kind()))
                .distinct()
                .forEach(needed -> rights.requireSome(needed, Environment.LIVE));
    }

    /** Requires the rights for a release step. */
    public static void step(Rights rights, ReleaseStep.Kind kind, String type) {
        promote(rights, type);
        rights.require(grant(kind), Environment.LIVE, List.of(type));
    }

    /** Requires the rights for a scheduled release step. */
    public static void stepAtMoment(Rights rights, ReleaseStep.Kind kind, String type) {
        rights.require(Permission.SCHEDULE, Environment.LIVE, List.of(type));
        step(rights, kind, type);
    }

    /**
     * Refuses actors who may promote only approved records: the approver sets the moment.
     *
     * @throws Refused {@link PublishingRefusal.ApprovalNeeded}
     */
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
