package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import org.jspecify.annotations.Nullable;

/**
 * A record opened in one environment, with its working and published version there.
 *
 * @param here the coordinate in the requested environment
 * @param published the version visitors see here, or null; the same object as {@code working} if both are the same
 *     version
 * @param thereReadable whether the reader may see the other environment
 */
public record RecordDetails(
        SiteRecord record,
        Environment environment,
        Coordinate here,
        Version working,
        @Nullable Version published,
        boolean thereReadable) {

    /** The coordinate in the other environment; null if there is none or the reader may not see it. */
    public @Nullable Coordinate there() {
        return thereReadable ? record.in(environment.other()) : null;
    }
}
