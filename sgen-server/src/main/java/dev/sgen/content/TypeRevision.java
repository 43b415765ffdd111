package dev.sgen.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one of a site's own types was from one change to the next (CUSTOBJ-5).
 *
 * @param revision counts from 1, and is never given twice
 * @param at UTC
 */
public record TypeRevision(
        int revision,
        String name,
        JsonNode schema,
        @Nullable String urlPattern,
        Instant at) {}
