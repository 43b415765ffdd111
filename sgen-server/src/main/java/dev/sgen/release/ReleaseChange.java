package dev.sgen.release;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a release; null fields are left unchanged.
 *
 * @param expected the edition the actor saw, or null to skip the check
 * @param at the new moment, UTC; empty to cancel the moment
 * @param records the complete new contents; a record without a version keeps its pinned one
 * @param add records to add; a record already contained changes only if a version or another action is given
 * @param remove records to remove; all must be contained
 */
public record ReleaseChange(
        @Nullable Integer expected,
        @Nullable String name,
        @Nullable Optional<Instant> at,
        @Nullable List<VersionPinning.Wish> records,
        List<VersionPinning.Wish> add,
        List<RecordId> remove) {

    /** Adds records. */
    public static ReleaseChange adding(List<VersionPinning.Wish> add) {
        return new ReleaseChange(null, null, null, null, add, List.of());
    }

    /** Removes records. */
    public static ReleaseChange removing(List<RecordId> remove) {
        return new ReleaseChange(null, null, null, null, List.of(), remove);
    }

    /** Sets the moment, or cancels it if null. */
    public static ReleaseChange moment(@Nullable Instant at) {
        return new ReleaseChange(null, null, Optional.ofNullable(at), null, List.of(), List.of());
    }
}
