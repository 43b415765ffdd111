package dev.sgen.site;

import dev.sgen.vocabulary.Environment;

/**
 * A host name of a site.
 *
 * @param custom whether the site brought it; the default ones follow from the site's key and can't be removed
 */
public record SiteHost(String host, Environment environment, boolean custom) {}
