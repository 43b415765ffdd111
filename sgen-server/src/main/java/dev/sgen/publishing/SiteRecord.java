package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record with its coordinates in both environments.
 *
 * @param base the version at which staging and live last agreed, or null if they never did
 * @param lastVersion the highest version number of the record
 * @param staging null if the record does not exist there
 * @param live null if the record does not exist there
 */
public record SiteRecord(
        RecordId id,
        String type,
        int lastVersion,
        @Nullable Integer base,
        @Nullable Coordinate staging,
        @Nullable Coordinate live) {

    /** The coordinate in an environment; null if the record does not exist there. */
    public @Nullable Coordinate in(Environment environment) {
        return environment == Environment.STAGING ? staging : live;
    }

    /** The title on staging or, if the record exists only there, on live. */
    public String title() {
        Coordinate at = staging != null ? staging : live;
        return at == null ? "" : at.title();
    }

    /** When the record was last changed in either environment, UTC. */
    public Instant changedAt() {
        Instant here = staging == null ? Instant.MIN : staging.updatedAt();
        Instant there = live == null ? Instant.MIN : live.updatedAt();
        return here.isAfter(there) ? here : there;
    }

    /** How the published versions of the environments differ (DRIFT-2). */
    public DriftStatus drift() {
        return DriftStatus.of(this);
    }
}
