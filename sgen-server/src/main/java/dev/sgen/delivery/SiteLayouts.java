package dev.sgen.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.HostAddress;
import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.theme.SiteFrame;
import dev.sgen.theme.Themes;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keeps each environment's shape for as long as its revision stands. */
@Component
class SiteLayouts {
    private record Key(SiteId site, Environment environment, long revision, String origin) {}

    private final Themes themes;
    private final Hosts hosts;
    private final Settings settings;
    private final TimeAndIds time;
    private final Cache<Key, SiteLayout> made = Caffeine.newBuilder()
            .maximumSize(500)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();

    SiteLayouts(Themes themes, Hosts hosts, Settings settings, TimeAndIds time) {
        this.themes = themes;
        this.hosts = hosts;
        this.settings = settings;
        this.time = time;
    }

    /** The shape for the very revision that the view shows, so that nothing is mixed (invariant 3). */
    SiteLayout of(PublicView view, HostAddress hostAddress, int port) {
        String host = hosts.ownHost(hostAddress.site().id(), hostAddress.environment())
                .orElseGet(() -> ours(hostAddress));
        String origin = origin(host, port);
        Key key = new Key(hostAddress.site().id(), hostAddress.environment(), view.revision(), origin);
        SiteLayout siteLayout = made.getIfPresent(key);
        if (siteLayout == null) {
            siteLayout = SiteLayout.of(
                    view,
                    hostAddress.site(),
                    hostAddress.environment() == Environment.STAGING,
                    origin,
                    themes,
                    time.now());
            made.put(key, siteLayout);
        }
        return siteLayout;
    }

    /** The shape that a preview shows, at its own name; made each time, because a draft moves without a revision. */
    SiteLayout of(PublicView view, Site site, String host, int port, Instant moment) {
        return SiteLayout.of(view, site, true, origin(host, port), themes, moment);
    }

    /** A frame that asks nothing of the database: for pages about our own faults. */
    SiteFrame bare(HostAddress hostAddress, int port) {
        Site site = hostAddress.site();
        return new SiteFrame(
                themes.of(null),
                site.name(),
                origin(ours(hostAddress), port),
                "en",
                ZoneId.of("UTC"),
                hostAddress.environment() == Environment.STAGING,
                time.now(),
                "",
                "",
                null,
                List.of(),
                List.of());
    }

    /** The environment's own name, the site's before ours, never what a request claims (T32). On a developer's machine with its port. */
    private String origin(String host, int port) {
        boolean local = settings.baseDomain().equals("localhost")
                || settings.baseDomain().endsWith(".localhost");
        return local ? "http://" + host + (port == 80 ? "" : ":" + port) : "https://" + host;
    }

    private String ours(HostAddress hostAddress) {
        return hosts.defaultHost(hostAddress.site().key(), hostAddress.environment());
    }
}
