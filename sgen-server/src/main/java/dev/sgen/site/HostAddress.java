package dev.sgen.site;

import dev.sgen.vocabulary.Environment;

/** Where a public host name leads: one site in one environment (MULTI-9). */
public record HostAddress(Site site, Environment environment) {}
