package dev.sgen.site;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sgen.platform.settings.Settings;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which host name leads where. The table is the one of the contract: the base domain and 127.0.0.1 are the
 * installation's, {@code KEY.BASE} is the site's live environment, {@code KEY.staging.BASE} its staging,
 * {@code WORD.preview.BASE} a preview, custom names as the site set them once they are confirmed, everything else is
 * unknown.
 *
 * <p>Answers are remembered in memory: dropped at once on this node when a host changes, asked again in the
 * background every few seconds for changes made by other nodes. While the database doesn't answer, what is
 * remembered goes on for a minute.
 */
@Component
public class Hosts {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int SHORTEST_WORD = 20;
    private static final String STAGING_INFIX = ".staging";
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration FORGET_AFTER = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 20_000;

    private final JdbcClient jdbc;
    private final String base;
    private final String previews;
    private final LoadingCache<String, HostDestination> remembered;
    private final LoadingCache<Own, Optional<String>> own;

    private record Own(SiteId site, Environment environment) {}

    @Autowired
    Hosts(JdbcClient jdbc, Settings settings) {
        this(jdbc, settings.baseDomain());
    }

    public Hosts(JdbcClient jdbc, String baseDomain) {
        this.jdbc = jdbc;
        this.base = HostName.of(baseDomain)
                .orElseThrow(() -> new IllegalArgumentException("SGEN_BASE_DOMAIN is no host name: " + baseDomain));
        this.previews = ".preview." + base;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .refreshAfterWrite(ASK_AGAIN_AFTER)
                .expireAfterWrite(FORGET_AFTER)
                .build(this::look);
        this.own = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .refreshAfterWrite(ASK_AGAIN_AFTER)
                .expireAfterWrite(FORGET_AFTER)
                .build(this::lookOwn);
    }

    /**
     * The site and environment that a {@code Host} header leads to.
     *
     * @param hostHeader as the client sent it; case, port and a trailing dot don't matter
     * @return empty for the installation's own host and for every unknown or malformed one
     */
    public Optional<HostAddress> resolve(String hostHeader) {
        return destination(hostHeader) instanceof HostDestination.Public(HostAddress hostAddress)
                ? Optional.of(hostAddress)
                : Optional.empty();
    }

    /** The same, telling the installation's own host from an unknown one. */
    public HostDestination destination(String hostHeader) {
        return HostName.ofHeader(hostHeader).map(this::destinationOf).orElseGet(HostDestination.Unknown::new);
    }

    /** Names of previews are long, many and short-lived: they are told by their form and not remembered. */
    private HostDestination destinationOf(String host) {
        int end = host.length() - previews.length();
        boolean preview = end >= SHORTEST_WORD && host.endsWith(previews) && host.indexOf('.') == end;
        return preview ? new HostDestination.Preview(host.substring(0, end)) : remembered.get(host);
    }

    /** The name of a preview, without scheme and port. */
    public String previewHost(String word) {
        return word + previews;
    }

    /**
     * The same from memory alone, for threads that must not wait; empty where the database would have to be asked.
     */
    public Optional<HostDestination> remembered(String hostHeader) {
        Optional<String> name = HostName.ofHeader(hostHeader);
        if (name.isEmpty()) {
            return Optional.of(new HostDestination.Unknown());
        }
        return own(name.get())
                ? Optional.of(new HostDestination.Installation())
                : Optional.ofNullable(remembered.getIfPresent(name.get()));
    }

    /** The name under which a site's environment is always reachable, without scheme and port. */
    public String defaultHost(String siteKey, Environment environment) {
        return environment == Environment.LIVE ? siteKey + "." + base : siteKey + STAGING_INFIX + "." + base;
    }

    /** The site's own name for an environment that came first; empty while it has none. */
    public Optional<String> ownHost(SiteId site, Environment environment) {
        return own.get(new Own(site, environment));
    }

    private Optional<String> lookOwn(Own own) {
        return jdbc.sql("""
                        SELECT host FROM site_host
                        WHERE site_id = :site AND environment = :environment AND confirmed_at IS NOT NULL
                        ORDER BY created_at, host LIMIT 1""")
                .param("site", own.site().value())
                .param("environment", own.environment().key())
                .query(String.class)
                .optional();
    }

    /** The installation's own name: where admin and API answer. */
    public String baseDomain() {
        return base;
    }

    /** Whether a name is the installation's own or could be some site's default one; such names can't be taken. */
    boolean reserved(String host) {
        return own(host) || host.endsWith("." + base);
    }

    private boolean own(String host) {
        return host.equals(base) || host.equals(LOOPBACK);
    }

    /** Forgets everything; called after a host or a site changed. */
    void forget() {
        remembered.invalidateAll();
        own.invalidateAll();
    }

    private HostDestination look(String host) {
        if (own(host)) {
            return new HostDestination.Installation();
        }
        Optional<HostAddress> found = host.endsWith("." + base)
                ? byDefaultName(host.substring(0, host.length() - base.length() - 1))
                : byCustomName(host);
        return found.<HostDestination>map(HostDestination.Public::new).orElseGet(HostDestination.Unknown::new);
    }

    private Optional<HostAddress> byDefaultName(String prefix) {
        boolean staging = prefix.endsWith(STAGING_INFIX);
        String key = staging ? prefix.substring(0, prefix.length() - STAGING_INFIX.length()) : prefix;
        if (!SiteFields.isKey(key)) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT s.* FROM site s WHERE s.key = :key")
                .param("key", key)
                .query((row, n) -> new HostAddress(Sites.read(row), staging ? Environment.STAGING : Environment.LIVE))
                .optional();
    }

    private Optional<HostAddress> byCustomName(String host) {
        return jdbc.sql("""
                        SELECT s.*, h.environment FROM site_host h JOIN site s ON s.id = h.site_id
                        WHERE h.host = :host AND h.confirmed_at IS NOT NULL""")
                .param("host", host)
                .query((row, n) -> new HostAddress(Sites.read(row), Environment.parse(row.getString("environment"))))
                .optional();
    }
}
