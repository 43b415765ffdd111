package dev.sgen.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one seam for time, randomness and ids. Tests set it by hand; everywhere else
 * {@code Instant.now()} and its like are forbidden by a test.
 */
public class TimeAndIds {
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong lastMillis = new AtomicLong();

    /** The machine's clock, shifted by a fixed offset (zero outside tests). */
    public TimeAndIds(Duration offset) {
        this(Clock.offset(Clock.systemUTC(), offset));
    }

    protected TimeAndIds(Clock clock) {
        this.clock = clock;
    }

    /** The present moment in UTC, to the microsecond: what PostgreSQL can keep, so that a hash over it survives. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A new id: UUID version 7 (RFC 9562), whose order is the order of creation, never going back on this node. */
    public UUID newId() {
        long millis = lastMillis.updateAndGet(last -> Math.max(last, clock.millis()));
        long high = (millis << 16) | 0x7000L | (random.nextInt() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Unpredictable bytes for secrets. */
    public byte[] secret(int bytes) {
        byte[] out = new byte[bytes];
        random.nextBytes(out);
        return out;
    }

    /** An unpredictable word of the given alphabet, each character equally likely. */
    public String word(String alphabet, int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }
}
