package dev.sgen.release;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a release; null leaves it.
 *
 * @param expected the edition that was seen, or null for whatever stands there
 * @param at if given, the moment, or nothing to take the moment back
 * @param records if given, all that it shall hold: what is named without a version keeps its own
 * @param add what comes in; what is in already changes only where a version or another action is said
 */
public record ReleaseChange(
        @Nullable Integer expected,
        @Nullable String name,
        @Nullable Optional<Instant> at,
        @Nullable List<VersionPinning.Wish> records,
        List<VersionPinning.Wish> add,
        List<RecordId> remove) {

    /** Records come in. */
    public static ReleaseChange adding(List<VersionPinning.Wish> add) {
        return new ReleaseChange(null, null, null, null, add, List.of());
    }

    /** Records go out. */
    public static ReleaseChange removing(List<RecordId> remove) {
        return new ReleaseChange(null, null, null, null, List.of(), remove);
    }

    /** It gets a moment, or none. */
    public static ReleaseChange moment(@Nullable Instant at) {
        return new ReleaseChange(null, null, Optional.ofNullable(at), null, List.of(), List.of());
    }
}
