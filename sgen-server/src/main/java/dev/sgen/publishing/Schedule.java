package dev.sgen.publishing;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which the platform will act on a record by itself.
 *
 * @param at the moment, UTC
 * @param version the version that will be shown, fixed when the schedule was set (SAVE-11)
 * @param by the originating operator, kept by name even after they are gone (SCHED-25)
 */
public record Schedule(
        Instant at, Action action, int version, @Nullable UUID by, String byName) {
    /** What happens at the moment: publish here, or promote to live (C-2). */
    public enum Action {
        PUBLISH,
        PROMOTE;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
