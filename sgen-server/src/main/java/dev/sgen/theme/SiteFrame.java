package dev.sgen.theme;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is the same on every page of one site, environment and revision.
 *
 * @param origin scheme and host for absolute addresses, such as {@code https://northwind.com}
 * @param language BCP 47, such as {@code en} or {@code ar}
 * @param zone in which times are shown that have none of their own
 * @param staging whether the page says that it is staging and asks not to be indexed
 * @param footer inline HTML, cleaned when it was saved
 * @param now the moment for which sales and past events are decided, UTC
 */
public record SiteFrame(
        Theme theme,
        String siteName,
        String origin,
        String language,
        ZoneId zone,
        boolean staging,
        Instant now,
        String tagline,
        String footer,
        @Nullable Asset logo,
        List<Item> primary,
        List<Item> secondary,
        Seo seo) {
    /** A frame of a site that has set nothing about search engines. */
    public SiteFrame(
            Theme theme,
            String siteName,
            String origin,
            String language,
            ZoneId zone,
            boolean staging,
            Instant now,
            String tagline,
            String footer,
            @Nullable Asset logo,
            List<Item> primary,
            List<Item> secondary) {
        this(
                theme, siteName, origin, language, zone, staging, now, tagline, footer, logo, primary, secondary,
                Seo.NONE);
    }

    /** One entry of a navigation menu; {@code url} is empty for a heading without a page. */
    public record Item(String label, String url, List<Item> items) {}
}
