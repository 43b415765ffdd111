package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no longer visible on one side while the other side still shows it: a difference like any
 * other, which promote and refresh don't leave behind.
 *
 * @param on the side that took it away
 */
public record RemovedOnOneSide(Environment on, How how) {
    /** In which way. */
    public enum How {
        UNPUBLISHED,
        ARCHIVED,
        DELETED;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Null where both show it, neither does, or it never stood on both. */
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
