package dev.sgen.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.Clockwork;
import dev.sgen.platform.Settings;
import dev.sgen.publishing.PublicView;
import dev.sgen.site.Address;
import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.theme.Frame;
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
class Shapes {
    private record Key(SiteId site, Environment environment, long revision, String origin) {}

    private final Themes themes;
    private final Hosts hosts;
    private final Settings settings;
    private final Clockwork clockwork;
    private final Cache<Key, Shape> made = Caffeine.newBuilder()
            .maximumSize(500)
            .expireAfterWrite(Duration.ofSeconds(60))
            .build();

    Shapes(Themes themes, Hosts hosts, Settings settings, Clockwork clockwork) {
        this.themes = themes;
        this.hosts = hosts;
        this.settings = settings;
        this.clockwork = clockwork;
    }

    /** The shape for the very revision that the view shows, so that nothing is mixed (invariant 3). */
    Shape of(PublicView view, Address address, int port) {
        String host = hosts.ownHost(address.site().id(), address.environment()).orElseGet(() -> ours(address));
        String origin = origin(host, port);
        Key key = new Key(address.site().id(), address.environment(), view.revision(), origin);
        Shape shape = made.getIfPresent(key);
        if (shape == null) {
            shape = Shape.of(
                    view,
                    address.site(),
                    address.environment() == Environment.STAGING,
                    origin,
                    themes,
                    clockwork.now());
            made.put(key, shape);
        }
        return shape;
    }

    /** The shape that a preview shows, at its own name; made each time, because a draft moves without a revision. */
    Shape of(PublicView view, Site site, String host, int port, Instant moment) {
        return Shape.of(view, site, true, origin(host, port), themes, moment);
    }

    /** A frame that asks nothing of the database: for pages about our own faults. */
    Frame bare(Address address, int port) {
        Site site = address.site();
        return new Frame(
                themes.of(null),
                site.name(),
                origin(ours(address), port),
                "en",
                ZoneId.of("UTC"),
                address.environment() == Environment.STAGING,
                clockwork.now(),
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

    private String ours(Address address) {
        return hosts.defaultHost(address.site().key(), address.environment());
    }
}
