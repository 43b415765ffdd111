package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record with its coordinates in both environments.
 *
 * @param base the version at which staging and live last agreed, or null if they never did
 * @param lastVersion the highest version number minted so far
 */
public record SiteRecord(
        RecordId id,
        String type,
        int lastVersion,
        @Nullable Integer base,
        @Nullable Coordinate staging,
        @Nullable Coordinate live) {

    public @Nullable Coordinate in(Environment environment) {
        return environment == Environment.STAGING ? staging : live;
    }

    /** Its title where it is worked on: on staging, or on live if it stands only there. */
    public String title() {
        Coordinate at = staging != null ? staging : live;
        return at == null ? "" : at.title();
    }

    /** When either side last changed. */
    public Instant changedAt() {
        Instant here = staging == null ? Instant.MIN : staging.updatedAt();
        Instant there = live == null ? Instant.MIN : live.updatedAt();
        return here.isAfter(there) ? here : there;
    }

    /** How far the environments are apart, by what each of them publishes (DRIFT-2). */
    public DriftStatus drift() {
        return DriftStatus.of(this);
    }
}
