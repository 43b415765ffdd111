package dev.sgen.release;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What undoing a release does with one record.
 *
 * @param title the record's title on live, or its last one
 * @param sentence the effect in words
 * @param released the version that the release published on live; null if it removed the record
 * @param before the version live published before the release, or null
 * @param now the version live publishes now, or null
 * @param differences the later changes to the released version, if they conflict
 */
public record ReleaseUndoOutcome(
        RecordId record,
        String title,
        Effect effect,
        String sentence,
        @Nullable Integer released,
        @Nullable Integer before,
        @Nullable Integer now,
        List<ThreeWay.Strand> differences) {

    /** What happens. */
    public enum Effect {
        /** Live's earlier state is restored. */
        PUT_BACK,
        /** The record was not visible on live before and is removed again. */
        REMOVED,
        /** Later changes are kept, merged with the earlier version. */
        MERGED,
        /** The record stays as it is now. */
        KEPT,
        /** The later changes conflict with the earlier state; a person has to choose. */
        CONFLICT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What to do if later changes conflict with the earlier state. */
    public enum OnConflict {
        REFUSE,
        KEEP,
        PUT_BACK;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
