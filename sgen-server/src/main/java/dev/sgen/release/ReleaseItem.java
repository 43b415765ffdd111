package dev.sgen.release;

import dev.sgen.publishing.ReleaseStep;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of a release, with the words it was fixed under.
 *
 * @param taken what it did to live once the release was promoted; null before, and where it had nothing to do
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
