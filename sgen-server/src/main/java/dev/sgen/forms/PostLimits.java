package dev.sgen.forms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Rate limits for posts: per network, per form and per site. The keys are values known to the server, never sent by a
 * client (T27). Each node counts separately.
 */
@Component
class PostLimits {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int MOST_KEYS = 100_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** A whole office or school may share one address: 200 at once, then one every two seconds. */
    private static final Rate ADDRESS = new Rate(200, 0.5);

    private static final Rate FORM = new Rate(600, 10);
    private static final Rate SITE = new Rate(1_200, 20);

    private final TimeAndIds time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();

    PostLimits(TimeAndIds time) {
        this.time = time;
    }

    /** A token bucket's size and refill rate. */
    private record Rate(int burst, double perSecond) {}

    /** Counts a post from a network to a site. Returns the seconds to wait if the limit is exceeded, else empty. */
    OptionalLong address(SiteId site, String network) {
        return take("address " + site + " " + network, ADDRESS);
    }

    /** Counts a post to a form and to its site; returns as {@link #address}. */
    OptionalLong form(SiteId site, Environment environment, RecordId form) {
        OptionalLong wait = take("form " + site + " " + environment.key() + " " + form, FORM);
        return wait.isPresent() ? wait : take("site " + site + " " + environment.key(), SITE);
    }

    private OptionalLong take(String key, Rate rate) {
        Instant now = time.now();
        return buckets.get(key, fresh -> new Bucket(rate, now)).take(now);
    }

    /**
     * The limit's key for an address: a whole IPv4 address, or the /64 prefix of an IPv6 address, which one client
     * controls.
     */
    static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] bytes = parsed.getAddress();
            return HexFormat.of()
                    .formatHex(parsed instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
        } catch (IllegalArgumentException noLiteral) {
            return "other";
        }
    }

    private static final class Bucket {
        private final Rate rate;
        private double left;
        private Instant filledAt;

        Bucket(Rate rate, Instant now) {
            this.rate = rate;
            this.left = rate.burst();
            this.filledAt = now;
        }

        synchronized OptionalLong take(Instant now) {
            double seconds = Math.max(0, Duration.between(filledAt, now).toMillis()) / 1_000.0;
            left = Math.min(rate.burst(), left + seconds * rate.perSecond());
            filledAt = now;
            if (left >= 1) {
                left -= 1;
                return OptionalLong.empty();
            }
            return OptionalLong.of((long) Math.ceil((1 - left) / rate.perSecond()));
        }
    }
}
