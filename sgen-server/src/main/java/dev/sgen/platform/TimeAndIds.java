package dev.sgen.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The only source of time, randomness and ids, so that tests can replace it. A test forbids {@code Instant.now()} and
 * similar calls elsewhere.
 */
public class TimeAndIds {
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong lastMillis = new AtomicLong();

    /** Uses the machine's clock, shifted by a fixed offset (zero outside tests). */
    public TimeAndIds(Duration offset) {
        this(Clock.offset(Clock.systemUTC(), offset));
    }

    protected TimeAndIds(Clock clock) {
        this.clock = clock;
    }

    /**
     * The present time in UTC, truncated to microseconds. PostgreSQL stores no more, so a hash over the time stays
     * valid after reading.
     */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A new id: UUID version 7 (RFC 9562). Ids sort by creation time, which never goes back on this node. */
    public UUID newId() {
        long millis = lastMillis.updateAndGet(last -> Math.max(last, clock.millis()));
        long high = (millis << 16) | 0x7000L | (random.nextInt() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** Cryptographically random bytes for secrets. */
    public byte[] secret(int bytes) {
        byte[] out = new byte[bytes];
        random.nextBytes(out);
        return out;
    }

    /** A cryptographically random word over the alphabet, each character equally likely. */
    public String word(String alphabet, int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }
}
