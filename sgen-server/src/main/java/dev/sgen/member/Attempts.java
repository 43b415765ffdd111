package dev.sgen.member;

import dev.sgen.member.MemberRefusal.TooManyAttempts;
import dev.sgen.platform.Clockwork;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Refused;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Slows down whoever guesses. An attempt is counted before the password is looked at, so that a hundred
 * guesses at one instant count as a hundred; a right one takes its count back. Both keys are values that the
 * server knows by itself: the connection's address (an IPv6 client by its /64), and the account (T27).
 */
class Attempts {
    private static final int FREE_PER_ACCOUNT = 5;
    private static final int FREE_PER_ADDRESS = 30;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int IPV6_NETWORK_BYTES = 8;

    private final JdbcClient jdbc;
    private final Clockwork clockwork;

    Attempts(JdbcClient jdbc, Clockwork clockwork) {
        this.jdbc = jdbc;
        this.clockwork = clockwork;
    }

    /**
     * Counts an attempt.
     *
     * @throws Refused {@link TooManyAttempts} while the account or the address has to wait
     */
    void count(String email, String address) {
        countOne(addressKey(address), FREE_PER_ADDRESS);
        countOne(accountKey(email), FREE_PER_ACCOUNT);
    }

    /** The attempt was right: the account starts afresh, the address gets its one count back. */
    void right(String email, String address) {
        jdbc.sql("DELETE FROM sign_in_attempt WHERE key = :key")
                .param("key", accountKey(email))
                .update();
        jdbc.sql("UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0) WHERE key = :key")
                .param("key", addressKey(address))
                .update();
    }

    /** Drops what is forgotten anyway. */
    void tidy() {
        jdbc.sql("DELETE FROM sign_in_attempt WHERE last_at < :before")
                .param("before", clockwork.now().minus(FORGOTTEN_AFTER).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void countOne(String key, int free) {
        Instant now = clockwork.now();
        // The wait doubles with each failure past the free ones; one statement decides, so that no two pass at once.
        boolean counted = jdbc.sql("""
                        INSERT INTO sign_in_attempt AS a (key, failures, locked_until, last_at)
                        VALUES (:key, 1, NULL, :now)
                        ON CONFLICT (key) DO UPDATE SET
                            failures = CASE WHEN a.last_at < :forgotten THEN 1 ELSE a.failures + 1 END,
                            locked_until = CASE WHEN a.last_at >= :forgotten AND a.failures + 1 >= :free
                                THEN :now + make_interval(secs => least(:longest, :first * power(2, least(a.failures + 1 - :free, 20))))
                                END,
                            last_at = :now
                        WHERE a.locked_until IS NULL OR a.locked_until <= :now""")
                        .param("key", key)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("forgotten", now.minus(FORGOTTEN_AFTER).atOffset(ZoneOffset.UTC))
                        .param("free", free)
                        .param("first", FIRST_WAIT.toSeconds())
                        .param("longest", LONGEST_WAIT.toSeconds())
                        .update()
                > 0;
        if (!counted) {
            throw new Refused(new TooManyAttempts(secondsLeft(key, now)));
        }
    }

    private long secondsLeft(String key, Instant now) {
        return jdbc.sql("SELECT locked_until FROM sign_in_attempt WHERE key = :key")
                .param("key", key)
                .query(Timestamp.class)
                .optional()
                .map(until ->
                        Math.max(1, Duration.between(now, until.toInstant()).toSeconds() + 1))
                .orElse(1L);
    }

    private static String accountKey(String email) {
        return "account:" + Json.sha256(Person.folded(email));
    }

    /** An IPv6 client owns its whole /64, so changing the lower half is no other address. */
    static String addressKey(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] bytes = parsed.getAddress();
            return "address:"
                    + HexFormat.of()
                            .formatHex(
                                    parsed instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
        } catch (IllegalArgumentException noLiteral) {
            return "address:other";
        }
    }
}
