package dev.sgen.publishing;

import java.time.Instant;

/**
 * Published once per second on each node. Listeners must not throw, so that the others are called too.
 *
 * @param at the moment, UTC
 */
public record Tick(Instant at) {}
