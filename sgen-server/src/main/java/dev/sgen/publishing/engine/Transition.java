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
 * One coordinate before and after an operation; decided by a rule, written by {@link RecordStore}.
 *
 * @param before null if the record did not exist in that environment
 * @param after null if the record is deleted there
 * @param minted the new version, or null
 * @param shown the version visitors see afterwards, or null
 * @param lastVersion the highest version number of the record afterwards
 * @param base the base afterwards, or null
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
     * A new version to be written.
     *
     * @param typeRevision the revision of the content type it is saved under; null for a built-in type
     * @param words its text in the visitors' search
     * @param listedAt the date stated in the content, by which lists sort, or null
     * @param origin the operation that creates it
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
     * The text of a version that visitors can search.
     *
     * @param rules the type revision whose private fields were left out; 0 for a built-in type
     * @param text null if it is the whole text
     */
    record Words(int rules, @Nullable String text) {}

    /** A reference from the version to another record or a medium. */
    record Ref(String kind, java.util.UUID target) {}

    /** A copy with another coordinate afterwards. If that publishes a version, it must be the new one. */
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

    /** A copy without the new version, because another transition of the operation writes it. */
    Transition unminted() {
        return new Transition(record, type, environment, before, after, null, shown, lastVersion, base);
    }

    /** The record after the transition. */
    public SiteRecord applyTo(SiteRecord was) {
        return new SiteRecord(
                was.id(),
                was.type(),
                Math.max(was.lastVersion(), lastVersion),
                base,
                environment == Environment.STAGING ? after : was.staging(),
                environment == Environment.LIVE ? after : was.live());
    }

    /** The published version before, or null. */
    public @Nullable Integer shownBefore() {
        return before == null ? null : before.published();
    }

    /** The published version afterwards, or null. */
    public @Nullable Integer shownAfter() {
        return after == null ? null : after.published();
    }

    /** Whether visitors will see a difference. */
    public boolean changesWhatIsShown() {
        return !Objects.equals(shownBefore(), shownAfter());
    }

    /** The title for the audit entry. */
    public String title() {
        Coordinate named = after != null ? after : before;
        return Objects.requireNonNull(named, "a transition has two ends at most, one at least")
                .title();
    }

    @Nullable
    String stateBefore() {
        return before == null ? null : before.state().key();
    }

    /** The state afterwards; null if the record is deleted. */
    @Nullable
    String stateAfter() {
        return after == null ? null : after.state().key();
    }
}
