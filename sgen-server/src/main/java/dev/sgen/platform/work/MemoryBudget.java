package dev.sgen.platform.work;

import dev.sgen.vocabulary.Refused;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits how much content is in memory for responses in progress. A record may hold megabytes and a response many
 * records, so a few requests could fill the memory that all sites share (invariant 21). Code that reads contents takes
 * a seat, weighs each content before parsing it, and closes the seat when the response is made.
 *
 * <p>It never blocks: small reads always pass, and large ones are refused with a retry time if there is no room.
 * Thread-safe.
 */
@Component
public final class MemoryBudget {
    /** Bytes that a seat may take without counting against the budget; enough for an ordinary page. */
    private static final long FREE = 1024 * 1024;

    private static final long LEAST = 192L * 1024 * 1024;
    private static final long MOST_OF_ONE = 768L * 1024 * 1024;
    private static final long RETRY_SECONDS = 2;
    /** A text counts as received, in the tree, in the page and in the response. */
    private static final long BYTES_A_CHARACTER = 4;

    private static final long BYTES_A_VALUE = 32;
    private static final long BYTES_A_CONTAINER = 96;

    private final long room;
    private final long mostOfOne;
    private final AtomicLong taken = new AtomicLong();

    @Autowired
    public MemoryBudget() {
        this(Runtime.getRuntime().maxMemory() * 2 / 5);
    }

    /**
     * @param room in bytes, for all seats together; one seat gets at most two thirds of it
     */
    public MemoryBudget(long room) {
        this.room = Math.max(LEAST, room);
        this.mostOfOne = Math.min(this.room * 2 / 3, MOST_OF_ONE);
    }

    /** A seat for one response; close it when the response is made. */
    public Seat seat() {
        return new Seat();
    }

    /**
     * Estimates the size of a content as a tree. A content of many tiny values takes many times the length of its text.
     */
    static long bytes(String json) {
        long bytes = BYTES_A_CHARACTER * json.length();
        for (int i = 0; i < json.length(); i++) {
            bytes += value(json.charAt(i));
        }
        return bytes;
    }

    private static long bytes(byte[] json, int length) {
        long bytes = BYTES_A_CHARACTER * length;
        for (int i = 0; i < length; i++) {
            bytes += value(json[i]);
        }
        return bytes;
    }

    private static long value(int sign) {
        return switch (sign) {
            case '{', '[' -> BYTES_A_CONTAINER;
            case ',' -> BYTES_A_VALUE;
            default -> 0;
        };
    }

    /** What one response has read so far. Not thread-safe. */
    public final class Seat implements AutoCloseable {
        private long weight;
        private long held;

        private Seat() {}

        /**
         * Announces that a content is about to be parsed.
         *
         * @param json as it is stored
         * @throws Refused {@link WorkRefusal.TooMuch} if it is too much for one response, {@link WorkRefusal.Busy} if
         *     there is no room besides all others
         */
        public void weigh(String json) {
            add(bytes(json));
        }

        /**
         * The same for received JSON.
         *
         * @throws Refused as above
         */
        public void weigh(byte[] json, int length) {
            add(bytes(json, length));
        }

        private void add(long bytes) {
            weight += bytes;
            if (weight > mostOfOne) {
                throw new Refused(new WorkRefusal.TooMuch(mostOfOne));
            }
            long more = weight - FREE - held;
            if (more > 0) {
                if (taken.addAndGet(more) > room) {
                    taken.addAndGet(-more);
                    throw new Refused(new WorkRefusal.Busy(RETRY_SECONDS));
                }
                held += more;
            }
        }

        @Override
        public void close() {
            taken.addAndGet(-held);
            held = 0;
        }
    }
}
