package dev.sgen.publishing.engine;

import dev.sgen.content.Contents;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One coordinate before and after an operation, decided by a rule and written by {@link RecordStore}.
 *
 * @param before null where the record didn't stand in that environment yet
 * @param after null where it stands there no longer
 * @param minted the new version, if the operation makes one
 * @param shown the version visitors see afterwards, or null
 * @param base the version both environments agree on afterwards
 */
public record Transition(
        RecordId record,
        String type,
        Environment environment,
        @Nullable Coordinate before,
        @Nullable Coordinate after,
        @Nullable Minted minted,
        LockedRecord.@Nullable Head shown,
        int lastVersion,
        @Nullable Integer base) {

    /**
     * A version about to be written.
     *
     * @param typeRevision the revision of its type that it is saved under; null for a built-in type
     * @param words by which visitors find it
     */
    public record Minted(
            int number,
            Contents contents,
            @Nullable Integer typeRevision,
            Words words,
            String hash,
            @Nullable Instant listedAt,
            String origin,
            List<Ref> refs) {}

    /**
     * What visitors may find of a version.
     *
     * @param rules the revision of the type by which they were chosen; 0 for a built-in type
     * @param text null where it is the whole text
     */
    record Words(int rules, @Nullable String text) {}

    /** What a version points at. */
    record Ref(String kind, java.util.UUID target) {}

    /** The same step with another end; what it shows is the version it mints. */
    Transition with(Coordinate end) {
        LockedRecord.Head head = shown;
        if (end.published() != null && minted != null && end.published() == minted.number()) {
            head = new LockedRecord.Head(
                    minted.number(),
                    minted.hash(),
                    minted.contents().title(),
                    minted.contents().path(),
                    minted.contents().tags(),
                    minted.listedAt());
        } else if (end.published() == null) {
            head = null;
        }
        return new Transition(record, type, environment, before, end, minted, head, lastVersion, base);
    }

    /** The same step where its version is written by another one of the same operation. */
    Transition unminted() {
        return new Transition(record, type, environment, before, after, null, shown, lastVersion, base);
    }

    /** The record once the transition is made. */
    public SiteRecord applyTo(SiteRecord was) {
        return new SiteRecord(
                was.id(),
                was.type(),
                Math.max(was.lastVersion(), lastVersion),
                base,
                environment == Environment.STAGING ? after : was.staging(),
                environment == Environment.LIVE ? after : was.live());
    }

    public @Nullable Integer shownBefore() {
        return before == null ? null : before.published();
    }

    public @Nullable Integer shownAfter() {
        return after == null ? null : after.published();
    }

    /** Whether visitors will see a difference. */
    public boolean changesWhatIsShown() {
        return !Objects.equals(shownBefore(), shownAfter());
    }

    /** The title as the audit entry names the record. */
    public String title() {
        Coordinate named = after != null ? after : before;
        return Objects.requireNonNull(named, "a transition has two ends at most, one at least")
                .title();
    }

    @Nullable
    String stateBefore() {
        return before == null ? null : before.state().key();
    }

    /** The state afterwards; a record that was deleted stands nowhere. */
    @Nullable
    String stateAfter() {
        return after == null ? null : after.state().key();
    }
}
