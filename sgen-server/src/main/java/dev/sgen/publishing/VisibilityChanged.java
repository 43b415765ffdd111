package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;

/**
 * Published when what visitors see of an environment has changed. Sent after commit, synchronously on the committing
 * node; other nodes, and this one again, receive it within a second. Consumers must be idempotent: compare {@code
 * revision}.
 *
 * @param revision the new revision; anything cached at a lower one is stale
 */
public record VisibilityChanged(SiteId site, Environment environment, long revision) {}
