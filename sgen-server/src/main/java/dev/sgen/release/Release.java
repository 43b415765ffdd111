package dev.sgen.release;

import dev.sgen.member.Originator;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.ReleaseId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A release: a named set of steps on live.
 *
 * @param at the planned moment, or the one at which it was carried out, UTC; null for none
 * @param edition grows by one with every change; used for optimistic locking
 * @param items the number of requested records, without carried ones
 * @param scheduledBy the originator of the planned moment, or null
 * @param scheduledToken the originator's token, whose limits apply at the moment, or null
 * @param settledAt when it was promoted, undone, or failed, UTC
 * @param entry id of the audit entry of that operation
 * @param failureCode the reason of the failure for programs
 * @param failure the reason of the failure for people
 */
public record Release(
        ReleaseId id,
        String name,
        State state,
        @Nullable Instant at,
        int edition,
        int items,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String changedBy,
        @Nullable UUID scheduledBy,
        @Nullable String scheduledByName,
        @Nullable UUID scheduledToken,
        @Nullable Instant settledAt,
        @Nullable String settledBy,
        @Nullable String entry,
        @Nullable String failureCode,
        @Nullable String failure) {

    /** The state of a release. */
    public enum State {
        /** Open for changes, without a planned moment. */
        OPEN,
        /** Scheduled for a moment. */
        SCHEDULED,
        /** Promoted to live. */
        PROMOTED,
        /** It was refused at its moment and live is unchanged; it can be corrected and promoted again. */
        FAILED,
        /** Undone on live after its promotion. */
        UNDONE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it can still be changed, promoted or deleted. */
    public boolean pending() {
        return state == State.OPEN || state == State.SCHEDULED || state == State.FAILED;
    }

    /** The platform, acting for the originator and under the originator's limits. */
    Actor trigger() {
        return new Actor.Platform(
                scheduledBy == null ? null : new MemberId(scheduledBy), scheduledByName, scheduledToken);
    }

    /** A new, empty release. */
    static Release begun(ReleaseId id, String name, String by, Instant now) {
        return new Release(
                id, name, State.OPEN, null, 1, 0, now, by, now, by, null, null, null, null, null, null, null, null);
    }

    /** A copy after a change, without planned moment and without earlier failure. */
    Release reopened(String name, String by, Instant now) {
        return new Release(
                id,
                name,
                State.OPEN,
                null,
                edition + 1,
                items,
                createdAt,
                createdBy,
                now,
                by,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A copy with a planned moment and {@code operator} as originator. */
    Release waiting(Instant at, Actor operator) {
        MemberId member = operator.memberOrNull();
        return new Release(
                id,
                name,
                State.SCHEDULED,
                at,
                edition,
                items,
                createdAt,
                createdBy,
                changedAt,
                changedBy,
                member == null ? null : member.value(),
                operator.name(),
                Originator.tokenOf(operator),
                null,
                null,
                null,
                null,
                null);
    }
}
