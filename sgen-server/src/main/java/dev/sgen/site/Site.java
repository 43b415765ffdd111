package dev.sgen.site;

import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.UUID;

/**
 * One site: its content stands twice, on staging and on live; everything here is shared by both.
 *
 * @param key the word in URLs and default host names, unique in the installation, never changed
 * @param plan the plan tier's word, such as {@code starter}
 * @param secondPerson whether nothing is promoted to live without the word of somebody who didn't ask for it
 * @param timeZone IANA name of the zone in which people of this site read times
 */
public record Site(
        SiteId id,
        String key,
        String name,
        String plan,
        String timeZone,
        boolean secondPerson,
        Instant createdAt,
        UUID account) {}
