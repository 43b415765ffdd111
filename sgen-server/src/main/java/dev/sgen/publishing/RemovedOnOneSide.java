package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A record that one environment removed from public view while the other still publishes it. Promotion and refresh
 * transfer this difference like any other.
 *
 * @param on the environment that removed it
 */
public record RemovedOnOneSide(Environment on, How how) {
    /** How it was removed. */
    public enum How {
        UNPUBLISHED,
        ARCHIVED,
        DELETED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The removal, or null if both environments publish the record, neither does, or there is no base. */
    public static @Nullable RemovedOnOneSide of(SiteRecord record) {
        if (record.base() == null) {
            return null;
        }
        How staging = how(record.staging());
        How live = how(record.live());
        if (staging != null && live == null) {
            return new RemovedOnOneSide(Environment.STAGING, staging);
        }
        return live != null && staging == null ? new RemovedOnOneSide(Environment.LIVE, live) : null;
    }

    private static @Nullable How how(@Nullable Coordinate at) {
        if (at == null) {
            return How.DELETED;
        }
        if (at.published() != null) {
            return null;
        }
        return at.archived() ? How.ARCHIVED : How.UNPUBLISHED;
    }
}
