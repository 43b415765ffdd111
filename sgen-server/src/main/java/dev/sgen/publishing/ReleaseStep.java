package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a release does to one record on live, fixed when the record is added to the release.
 *
 * @param version what live will show; null where the record is taken away
 * @param carried whether it goes only because another record shows it: where it can't, it stays
 */
public record ReleaseStep(
        RecordId record, Kind kind, @Nullable Integer version, boolean carried) {
    /** Put a version on live, or take the record away from there. */
    public enum Kind {
        PROMOTE,
        ARCHIVE,
        UNPUBLISH,
        DELETE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A step that was taken.
     *
     * @param before how the record stood on live; null where it didn't
     * @param became the version live shows since; null where it was taken away
     * @param base the version on which the environments agreed before
     * @param merged whether it joins what staging and live held, and stands on both
     */
    public record Taken(
            RecordId record,
            Kind kind,
            @Nullable Before before,
            @Nullable Integer became,
            @Nullable Integer base,
            boolean merged) {}

    /** How a record stood on live. */
    public record Before(
            boolean archived, int working, @Nullable Integer published) {}
}
