package dev.sgen.publishing;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.List;

/** Knows of steps on live that are planned for a moment; asked by whoever looks ahead. */
public interface PlannedReleases {
    /** Steps that will be taken together, or not at all. */
    record Planned(Instant at, Actor by, List<ReleaseStep> steps) {}

    /** All of a site that are due until a moment, in any order. */
    List<Planned> until(SiteId site, Instant until);
}
