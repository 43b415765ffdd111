package dev.sgen.theme;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as a page shows it: one version, already known to be visible where it will be shown.
 *
 * @param listedAt the moment lists are ordered by, UTC
 * @param changedAt when visitors last saw it change, UTC
 */
public record Entry(
        String id,
        String type,
        String title,
        @Nullable String path,
        List<String> tags,
        ObjectNode content,
        Instant listedAt,
        Instant changedAt) {}
