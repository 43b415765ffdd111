package dev.sgen.support;

import dev.sgen.platform.TimeAndIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class TestClockwork extends TimeAndIds {
    private final Hand hand;

    /** Stands at 2026-01-15T12:00:00Z. */
    public TestClockwork() {
        this(Instant.parse("2026-01-15T12:00:00Z"));
    }

    public TestClockwork(Instant start) {
        this(new Hand(start));
    }

    private TestClockwork(Hand hand) {
        super(hand);
        this.hand = hand;
    }

    public void set(Instant instant) {
        hand.at = instant;
    }

    public void advance(Duration duration) {
        hand.advance(duration);
    }

    private static final class Hand extends Clock {
        private volatile Instant at;

        Hand(Instant start) {
            at = start;
        }

        synchronized void advance(Duration duration) {
            at = at.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return at;
        }
    }
}
