package dev.sgen.publishing;

import dev.sgen.member.Originator;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule: an action that the platform carries out on a record at a moment.
 *
 * @param at the moment, UTC
 * @param version the version that will be published, fixed when the schedule was set (SAVE-11)
 * @param by the originator; null for the platform
 * @param byName the originator's name, kept after the member has left (SCHED-25)
 * @param token the originator's token, whose limits apply when the schedule is carried out (invariant 26), or null
 */
public record Schedule(
        Instant at,
        Action action,
        int version,
        @Nullable UUID by,
        String byName,
        @Nullable UUID token) {
    /** A schedule with {@code actor} as originator; it is carried out in the actor's name and under its limits. */
    public static Schedule of(Actor actor, Instant at, Action action, int version) {
        MemberId member = actor.memberOrNull();
        return new Schedule(
                at,
                action,
                version,
                member == null ? null : member.value(),
                actor.personName(),
                Originator.tokenOf(actor));
    }

    /** Whether the originator is this member with this token. */
    public boolean sameOriginator(@Nullable UUID member, @Nullable UUID otherToken) {
        return Objects.equals(by, member) && Objects.equals(token, otherToken);
    }

    /** What the platform does at the moment: publish in the same environment, or promote to live (C-2). */
    public enum Action {
        PUBLISH,
        PROMOTE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
