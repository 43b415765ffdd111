package dev.sgen.publishing;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a record differs between staging and live, relative to the base. */
public enum DriftStatus {
    SAME,
    STAGING_AHEAD,
    LIVE_AHEAD,
    CONFLICT,
    ONLY_STAGING,
    ONLY_LIVE;

    static DriftStatus of(SiteRecord record) {
        if (record.live() == null) {
            return ONLY_STAGING;
        }
        if (record.staging() == null) {
            return ONLY_LIVE;
        }
        Integer staging = visible(record.staging());
        Integer live = visible(record.live());
        if (Objects.equals(staging, live)) {
            return SAME;
        }
        boolean stagingMoved = !Objects.equals(staging, record.base());
        boolean liveMoved = !Objects.equals(live, record.base());
        if (stagingMoved && liveMoved) {
            return CONFLICT;
        }
        return stagingMoved ? STAGING_AHEAD : LIVE_AHEAD;
    }

    private static @Nullable Integer visible(Coordinate coordinate) {
        return coordinate.published();
    }

    /** The name in JSON, such as {@code staging-ahead}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
