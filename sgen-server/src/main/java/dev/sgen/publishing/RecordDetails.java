package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import org.jspecify.annotations.Nullable;

/**
 * A record in one environment, with its working and published versions.
 *
 * @param here where it stands in the environment that was asked for
 * @param published the version visitors see here, or null; the same object as {@code working} where they agree
 * @param thereReadable whether the reader may know how it stands in the other environment
 */
public record RecordDetails(
        SiteRecord record,
        Environment environment,
        Coordinate here,
        Version working,
        @Nullable Version published,
        boolean thereReadable) {

    /** Where it stands in the other environment; null where it doesn't, or where the reader may not know. */
    public @Nullable Coordinate there() {
        return thereReadable ? record.in(environment.other()) : null;
    }
}
