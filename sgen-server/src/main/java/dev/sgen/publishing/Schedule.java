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
 * A moment at which the platform publishes or promotes a record, set by an operator.
 *
 * @param at the moment, UTC
 * @param version the version that will be shown, fixed when the schedule was set (SAVE-11)
 * @param by the originating operator, kept by name even after they are gone (SCHED-25)
 * @param token the token by which they set it, under whose limits it is carried out (invariant 26); null for none
 */
public record Schedule(
        Instant at,
        Action action,
        int version,
        @Nullable UUID by,
        String byName,
        @Nullable UUID token) {
    /** A moment set by an actor, in whose name and under whose limits it is carried out. */
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

    /** Whether it is carried out in the same name and under the same limits. */
    public boolean sameOriginator(@Nullable UUID member, @Nullable UUID otherToken) {
        return Objects.equals(by, member) && Objects.equals(token, otherToken);
    }

    /** What happens at the moment: publish here, or promote to live (C-2). */
    public enum Action {
        PUBLISH,
        PROMOTE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
