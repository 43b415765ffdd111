package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;

/**
 * What visitors see of one environment has changed. Heard after the commit, on the thread that made it,
 * before its caller gets an answer; a moment later, and perhaps more than once, on every node.
 *
 * @param revision the number of the change; an answer made at a lower one is out of date
 */
public record VisibilityChanged(SiteId site, Environment environment, long revision) {}
