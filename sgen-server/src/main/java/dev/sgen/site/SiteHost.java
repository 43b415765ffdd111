package dev.sgen.site;

import dev.sgen.vocabulary.Environment;
import org.jspecify.annotations.Nullable;

/**
 * A host name of a site.
 *
 * @param custom whether the site brought it; the default ones follow from the site's key and can't be removed
 * @param proof what shows that the name is the site's to give; null once it is confirmed. Until then it serves nothing
 */
public record SiteHost(
        String host,
        Environment environment,
        boolean custom,
        @Nullable Proof proof) {
    /**
     * What the owner of a domain publishes there.
     *
     * @param name of a TXT record
     * @param value of that record, alone or among others of the same name
     */
    public record Proof(String name, String value) {}

    /** Whether the site answers to the name. */
    public boolean confirmed() {
        return proof == null;
    }
}
