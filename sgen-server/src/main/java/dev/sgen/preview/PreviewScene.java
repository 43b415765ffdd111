package dev.sgen.preview;

import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.ReleaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a preview shows of its environment. */
public sealed interface PreviewScene {
    /**
     * One record's version instead of the published one; everything else as visitors see it.
     *
     * @param version null for the working version at the time of viewing
     * @param title the record's title when the preview was made
     */
    record Draft(RecordId record, @Nullable Integer version, String title) implements PreviewScene {}

    /**
     * Live with a release applied, with the contents that the release has at the time of viewing.
     *
     * @param name the release's name when the preview was made
     */
    record Coming(ReleaseId release, String name) implements PreviewScene {}

    /** The whole environment at a moment (UTC), past or simulated future. */
    record Moment(Instant at) implements PreviewScene {}
}
