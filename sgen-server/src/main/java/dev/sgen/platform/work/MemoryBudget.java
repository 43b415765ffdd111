package dev.sgen.platform.work;

import dev.sgen.vocabulary.Refused;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much content may be in memory for the answers that are being made. A record may hold megabytes and an answer many
 * records, so that few requests could fill the memory which all sites share (invariant 21). Whoever reads contents
 * takes a seat, weighs each one before it is read into a tree, and gives the seat back when the answer is made.
 *
 * <p>Nobody waits for room: who reads little needs none, and who reads much is told to come again.
 */
@Component
public final class MemoryBudget {
    /** Bytes that a single seat takes without asking: any page that isn't out of the ordinary. */
    private static final long FREE = 1024 * 1024;

    private static final long LEAST = 192L * 1024 * 1024;
    private static final long MOST_OF_ONE = 768L * 1024 * 1024;
    private static final long RETRY_SECONDS = 2;
    /** A text as it came, in the tree, in the page and on the wire. */
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

    /** @param room in bytes, for all seats together; one seat gets two thirds of it at most */
    public MemoryBudget(long room) {
        this.room = Math.max(LEAST, room);
        this.mostOfOne = Math.min(this.room * 2 / 3, MOST_OF_ONE);
    }

    /** A place for one answer; close it when the answer is made. */
    public Seat seat() {
        return new Seat();
    }

    /** About what a content takes as a tree: one of many tiny values takes many times the length of its text. */
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

    /** What one answer has read so far. For one thread. */
    public final class Seat implements AutoCloseable {
        private long weight;
        private long held;

        private Seat() {}

        /**
         * Says that a content is about to be read.
         *
         * @param json as it is stored
         *
         * @throws Refused {@link WorkRefusal.TooMuch} if they are too many for one answer, {@link WorkRefusal.Busy} if
         *     they are too many beside all others
         */
        public void weigh(String json) {
            add(bytes(json));
        }

        /**
         * The same of a piece of JSON that came in.
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
