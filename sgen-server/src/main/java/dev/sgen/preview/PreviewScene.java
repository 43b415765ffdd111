package dev.sgen.preview;

import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.ReleaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a preview shows of its environment. */
public sealed interface PreviewScene {
    /**
     * One record's version in its place, all else as visitors see it.
     *
     * @param version null to follow the working version, whatever it is when somebody looks
     * @param title of the record when the preview was made
     */
    record Draft(RecordId record, @Nullable Integer version, String title) implements PreviewScene {}

    /**
     * Live with a release applied to it, as the release stands when somebody looks.
     *
     * @param name of the release when the preview was made
     */
    record Coming(ReleaseId release, String name) implements PreviewScene {}

    /** The whole environment at a moment: as it was, or as its schedules will make it. UTC. */
    record Moment(Instant at) implements PreviewScene {}
}
