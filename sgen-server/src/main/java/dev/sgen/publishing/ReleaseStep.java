package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a release does to one record on live; fixed before the release goes live.
 *
 * @param version the version live will publish; null if the record is removed
 * @param carried whether it is included only because another record uses it; if the step is impossible, it is skipped
 */
public record ReleaseStep(
        RecordId record, Kind kind, @Nullable Integer version, boolean carried) {
    /** Publish a version on live, or remove the record from there. */
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
     * A completed step.
     *
     * @param before the record on live before the step; null if it did not exist there
     * @param became the version live publishes since; null if the record was removed
     * @param base the base before the step
     * @param merged whether the version is a three-way merge, published in both environments
     */
    public record Taken(
            RecordId record,
            Kind kind,
            @Nullable Before before,
            @Nullable Integer became,
            @Nullable Integer base,
            boolean merged) {}

    /** The state of a record on live before a step. */
    public record Before(
            boolean archived, int working, @Nullable Integer published) {}
}
