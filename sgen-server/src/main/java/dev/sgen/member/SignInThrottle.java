package dev.sgen.member;

import dev.sgen.member.MemberRefusal.TooManyAttempts;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Refused;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Slows down password guessing without locking out the owner (T27, A10, A13). An attempt is counted before the password
 * is checked, so that a hundred concurrent guesses count as a hundred; a right password takes its count back.
 *
 * <p>Counting is by pair of account <em>and</em> network: after five failures, waits double up to a quarter of an hour.
 * A whole network is refused only after failures on a hundred different accounts within an hour. An account is never
 * refused as a whole: after twenty failures from anywhere within an hour, the networks that failed three times share
 * one attempt in ten seconds, and any other network passes at once. A browser in which the account has signed in before
 * is counted by itself and has none of these limits.
 */
class SignInThrottle {
    private static final int FREE_PER_NETWORK_AND_ACCOUNT = 5;
    private static final int FREE_PER_DEVICE = 10;
    private static final int FREE_PER_SESSION = 5;
    private static final int FREE_PER_NETWORK = 100;
    private static final int FREE_PER_ACCOUNT = 20;
    private static final int FREE_UNDER_ATTACK = 3;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration LONGEST_WAIT_OF_A_NETWORK = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int IPV6_CLIENT_BYTES = 8;
    private static final int IPV6_SITE_BYTES = 6;

    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final KnownDevices devices;

    SignInThrottle(JdbcClient jdbc, TimeAndIds time, KnownDevices devices) {
        this.jdbc = jdbc;
        this.time = time;
        this.devices = devices;
    }

    /**
     * An attempt that was allowed and counted.
     *
     * @param own the key that is locked after too many failures: of the pair, the device or the session
     * @param stranger the further keys that are counted if the device is unknown; else null
     */
    record Attempt(String own, @Nullable Stranger stranger) {}

    /**
     * The keys that sum up attempts from unknown devices.
     *
     * @param network null for an invitation link, because many people of one office may accept on the same day
     * @param wide for IPv6 the client's /48 prefix, which may contain many networks; for IPv4 the pair itself
     */
    record Stranger(@Nullable String network, String account, String wide) {}

    private record Count(int failures, boolean locked) {
        static final Count NONE = new Count(0, false);
    }

    /**
     * Counts a sign-in attempt.
     *
     * @throws Refused {@link TooManyAttempts} while this network has to wait, for this account or for all
     */
    Attempt begin(String email, SignInOrigin origin) {
        Optional<String> device = devices.recognise(origin.device(), email).map(word -> key("device", word));
        if (device.isPresent()
                && count(device.get(), FREE_PER_DEVICE, LONGEST_WAIT).isPresent()) {
            return new Attempt(device.get(), null);
        }
        String network = network(origin.address(), IPV6_CLIENT_BYTES);
        String account = key("account", Person.folded(email));
        String wide = account + "@" + network(origin.address(), IPV6_SITE_BYTES);
        return strange(account + "@" + network, new Stranger("network:" + network, account, wide));
    }

    /**
     * Counts an attempt by the holder of an invitation link to prove that an account is theirs. Counted apart from
     * sign-ins, so that accepting uses up no attempt at the sign-in page.
     *
     * @throws Refused {@link TooManyAttempts}
     */
    Attempt beginByLink(String email, SignInOrigin origin) {
        String account = key("account", Person.folded(email));
        String wide = "link:" + account + "@" + network(origin.address(), IPV6_SITE_BYTES);
        return strange(
                "link:" + account + "@" + network(origin.address(), IPV6_CLIENT_BYTES),
                new Stranger(null, account, wide));
    }

    private Attempt strange(String pair, Stranger stranger) {
        requireOpen(pair, stranger);
        int failures =
                count(pair, FREE_PER_NETWORK_AND_ACCOUNT, LONGEST_WAIT).orElseThrow(() -> new Refused(waiting(pair)));
        // A network's count is of accounts, not of guesses: ten people who mistype count ten, one who mistypes ten
        // times counts one.
        String network = stranger.network();
        if (failures == 1
                && network != null
                && count(network, FREE_PER_NETWORK, LONGEST_WAIT_OF_A_NETWORK).isEmpty()) {
            drop(pair);
            throw new Refused(waiting(network));
        }
        add(stranger.account());
        if (!stranger.wide().equals(pair)) {
            add(stranger.wide());
        }
        return new Attempt(pair, stranger);
    }

    /**
     * Counts an attempt to confirm the signed-in operator's own password, by session only; sign-in attempts elsewhere
     * don't affect it.
     *
     * @throws Refused {@link TooManyAttempts}
     */
    Attempt confirming(String session) {
        String key = key("session", session);
        if (count(key, FREE_PER_SESSION, LONGEST_WAIT).isEmpty()) {
            throw new Refused(waiting(key));
        }
        return new Attempt(key, null);
    }

    /**
     * The password was right: clears the attempt's own count and lock, and takes its counts back from the network and
     * the account.
     */
    void right(Attempt attempt) {
        int taken = drop(attempt.own());
        Stranger stranger = attempt.stranger();
        if (stranger != null && taken > 0) {
            if (stranger.network() != null) {
                giveBack(stranger.network(), 1);
            }
            giveBack(stranger.account(), taken);
            if (!stranger.wide().equals(attempt.own())) {
                giveBack(stranger.wide(), taken);
            }
        }
    }

    /** The password wasn't checked: takes the count back. */
    void takeBack(Attempt attempt) {
        giveBack(attempt.own(), 1);
    }

    /** Deletes counts that have expired. */
    void tidy() {
        jdbc.sql("DELETE FROM sign_in_attempt WHERE last_at < :before")
                .param("before", at(time.now().minus(FORGOTTEN_AFTER)))
                .update();
    }

    private void requireOpen(String pair, Stranger stranger) {
        String network = Objects.requireNonNullElse(stranger.network(), pair);
        Map<String, Count> counts = counts(List.of(pair, network, stranger.account(), stranger.wide()));
        if (counts.getOrDefault(network, Count.NONE).locked()) {
            throw new Refused(waiting(network));
        }
        int here = Math.max(
                counts.getOrDefault(pair, Count.NONE).failures(),
                counts.getOrDefault(stranger.wide(), Count.NONE).failures());
        int everywhere = counts.getOrDefault(stranger.account(), Count.NONE).failures();
        if (here >= FREE_UNDER_ATTACK && everywhere >= FREE_PER_ACCOUNT) {
            takeTurn(stranger.account());
        }
    }

    /** While an account is under distributed attack, the networks that take part share one attempt per interval. */
    private void takeTurn(String account) {
        Instant now = time.now();
        int taken = jdbc.sql("""
                        UPDATE sign_in_attempt SET locked_until = :next
                        WHERE key = :key AND (locked_until IS NULL OR locked_until <= :now)""")
                .param("key", account)
                .param("now", at(now))
                .param("next", at(now.plus(TURN)))
                .update();
        if (taken == 0) {
            throw new Refused(waiting(account));
        }
    }

    /** The present counts of the keys, without expired and zero ones. */
    private Map<String, Count> counts(List<String> keys) {
        Instant now = time.now();
        Map<String, Count> counts = new HashMap<>();
        jdbc.sql("""
                        SELECT key, failures, locked_until FROM sign_in_attempt
                        WHERE key IN (:keys) AND last_at >= :forgotten AND failures > 0""")
                .param("keys", keys)
                .param("forgotten", at(now.minus(FORGOTTEN_AFTER)))
                .query((ResultSet row) -> {
                    Timestamp until = row.getTimestamp("locked_until");
                    boolean locked = until != null && until.toInstant().isAfter(now);
                    counts.put(row.getString("key"), new Count(row.getInt("failures"), locked));
                });
        return counts;
    }

    /**
     * Counts one failure.
     *
     * @return the new count; empty while the key has to wait
     */
    private Optional<Integer> count(String key, int free, Duration longest) {
        Instant now = time.now();
        // The wait doubles with each failure past the free ones. One statement decides, so that two can't pass at once.
        return jdbc.sql("""
                        INSERT INTO sign_in_attempt AS a (key, failures, locked_until, last_at)
                        VALUES (:key, 1, NULL, :now)
                        ON CONFLICT (key) DO UPDATE SET
                            failures = CASE WHEN a.last_at < :forgotten THEN 1 ELSE a.failures + 1 END,
                            locked_until = CASE WHEN a.last_at >= :forgotten AND a.failures + 1 >= :free
                                THEN :now + make_interval(secs => least(:longest, :first * power(2, least(a.failures + 1 - :free, 20))))
                                END,
                            last_at = :now
                        WHERE a.locked_until IS NULL OR a.locked_until <= :now
                        RETURNING a.failures""")
                .param("key", key)
                .param("now", at(now))
                .param("forgotten", at(now.minus(FORGOTTEN_AFTER)))
                .param("free", free)
                .param("first", FIRST_WAIT.toSeconds())
                .param("longest", longest.toSeconds())
                .query(Integer.class)
                .optional();
    }

    /** Counts one failure under a key that is never refused by itself. */
    private void add(String key) {
        Instant now = time.now();
        jdbc.sql("""
                        INSERT INTO sign_in_attempt AS a (key, failures, locked_until, last_at)
                        VALUES (:key, 1, NULL, :now)
                        ON CONFLICT (key) DO UPDATE SET
                            failures = CASE WHEN a.last_at < :forgotten THEN 1 ELSE a.failures + 1 END, last_at = :now""")
                .param("key", key)
                .param("now", at(now))
                .param("forgotten", at(now.minus(FORGOTTEN_AFTER)))
                .update();
    }

    private void giveBack(String key, int count) {
        jdbc.sql("""
                        UPDATE sign_in_attempt
                        SET failures = greatest(failures - :count, 0), locked_until = NULL
                        WHERE key = :key""").param("key", key).param("count", count).update();
    }

    private int drop(String key) {
        return jdbc.sql("DELETE FROM sign_in_attempt WHERE key = :key RETURNING failures")
                .param("key", key)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private TooManyAttempts waiting(String key) {
        Instant now = time.now();
        return new TooManyAttempts(jdbc.sql("SELECT locked_until FROM sign_in_attempt WHERE key = :key")
                .param("key", key)
                .query(Timestamp.class)
                .optional()
                .map(until ->
                        Math.max(1, Duration.between(now, until.toInstant()).toSeconds() + 1))
                .orElse(1L));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * Accounts, devices and sessions are stored as hashes, because a password may have been typed into the wrong field.
     */
    private static String key(String kind, String secret) {
        return kind + ":" + Json.sha256(secret);
    }

    /** The network of an address as hex. An IPv6 client owns its whole prefix, so only that many bytes count. */
    static String network(String address, int ipv6Bytes) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] bytes = parsed.getAddress();
            return HexFormat.of().formatHex(parsed instanceof Inet6Address ? Arrays.copyOf(bytes, ipv6Bytes) : bytes);
        } catch (IllegalArgumentException noLiteral) {
            return "other";
        }
    }
}
