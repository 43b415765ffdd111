package dev.sgen.publishing;

import java.time.Instant;

/**
 * A second has passed on this node: whoever keeps moments of their own looks now. Listeners keep their
 * failures to themselves, so that none of them stops the others.
 *
 * @param at the moment, UTC
 */
public record Tick(Instant at) {}
