package dev.sgen.release;

import dev.sgen.publishing.ReleaseStep;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of a release with its pinned version.
 *
 * @param taken what the promotion changed on live; null before it, and if nothing had to be changed
 */
public record ReleaseItem(
        VersionPinning.Pinned pinned, Instant addedAt, String addedBy, ReleaseStep.@Nullable Taken taken) {
    public ReleaseStep step() {
        return pinned.step();
    }

    public RecordId record() {
        return step().record();
    }
}
