package dev.sgen.release;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one record when a release is undone.
 *
 * @param title as live has it now, or had it
 * @param sentence the same for a person
 * @param released the version the step put on live; null where it took the record away
 * @param before the version live showed before the step, or null
 * @param now the version live shows now, or null
 * @param differences what was made of the released version since, where that stands in the way
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
        /** Live stands as it did before. */
        PUT_BACK,
        /** The record wasn't on live before and goes away again. */
        REMOVED,
        /** What was changed since is kept, on top of what stood there before. */
        MERGED,
        /** What came later stays as it is. */
        KEPT,
        /** What came later and what was before can't both be had; a person says which. */
        CONFLICT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What to do where later changes and what was before can't both be had. */
    public enum OnConflict {
        REFUSE,
        KEEP,
        PUT_BACK;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
