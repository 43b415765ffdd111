package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;

/**
 * What visitors see of one environment changed. Published after commit, synchronously on the committing node; other
 * nodes, and this one again, receive it within a second. Consumers must be idempotent: compare {@code revision}.
 *
 * @param revision the number of the change; an answer made at a lower one is out of date
 */
public record VisibilityChanged(SiteId site, Environment environment, long revision) {}
