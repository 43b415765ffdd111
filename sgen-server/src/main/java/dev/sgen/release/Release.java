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
 * A named set of steps on live.
 *
 * @param at the moment it is, or was, to happen by itself; UTC
 * @param edition grows with every change; the optimistic lock of whoever changes it
 * @param items how many records it was asked to hold; what is only carried isn't counted
 * @param scheduledBy for whom the trigger acts
 * @param scheduledToken the token by which they set the moment, under whose limits it is carried out; null for none
 * @param settledAt when it was promoted, undone, or failed
 * @param entry the audit entry of that
 * @param failureCode why it failed, as programs read it
 * @param failure the same for a person
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

    /** Where a release stands. */
    public enum State {
        /** Being put together. */
        OPEN,
        /** Waiting for its moment. */
        SCHEDULED,
        /** On live. */
        PROMOTED,
        /** Its moment came and nothing could be changed; it can be mended and tried again. */
        FAILED,
        /** Taken back from live. */
        UNDONE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it can still be changed, promoted or thrown away. */
    public boolean pending() {
        return state == State.OPEN || state == State.SCHEDULED || state == State.FAILED;
    }

    /** The platform, in the name and under the limits of whoever set the moment. */
    Actor trigger() {
        return new Actor.Platform(
                scheduledBy == null ? null : new MemberId(scheduledBy), scheduledByName, scheduledToken);
    }

    /** An empty one. */
    static Release begun(ReleaseId id, String name, String by, Instant now) {
        return new Release(
                id, name, State.OPEN, null, 1, 0, now, by, now, by, null, null, null, null, null, null, null, null);
    }

    /** The same after a change, with no moment of its own; whatever failed before is forgotten. */
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

    /** The same, waiting for its moment; the trigger acts for whoever said so. */
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
