package dev.sgen.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One of a site's own types as it was between two changes (CUSTOBJ-5).
 *
 * @param revision counts from 1; numbers are never reused
 * @param at when it was made, UTC
 */
public record TypeRevision(
        int revision,
        String name,
        JsonNode schema,
        @Nullable String urlPattern,
        Instant at) {}
