package dev.sgen.platform.work;

import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Runs computations on foreign input (templates, schemas, images, imported markup, password hashes) on platform threads
 * of their own, each with a deadline. Requests, which run on virtual threads, therefore always find a carrier thread
 * (invariant 21, T7, T38).
 *
 * <p>Each lane has a fixed number of threads and a bounded queue. Work is queued by share, such as a site. Shares take
 * turns, and one share never gets more than half of a lane's threads, so that nobody waits for all the work of somebody
 * else. Work that exceeds its deadline is interrupted and its caller gets an exception; if it ignores the interrupt, a
 * spare thread replaces it while it still counts against its share. Threads of the long lane have a lower priority.
 *
 * <p>Work must only compute. It must not use the database or thread-bound state of the caller, and must not wait for
 * other bounded work.
 */
@Component
public final class BoundedWork implements AutoCloseable {
    private final Map<Lane, WorkLane> lanes = new EnumMap<>(Lane.class);

    /** The two lanes; neither waits for the other. */
    public enum Lane {
        /** Work for which a person waits at a form or page: templates, schemas, passwords. */
        SHORT,
        /** Work that may take seconds: imported texts, images, files. */
        LONG
    }

    public BoundedWork() {
        this(Runtime.getRuntime().availableProcessors());
    }

    public BoundedWork(int cores) {
        // At least three threads, so that two shares with half of them each leave room for a third.
        lanes.put(Lane.SHORT, new WorkLane("short-work", Math.max(3, cores + 1), Duration.ofSeconds(5), 0));
        lanes.put(Lane.LONG, new WorkLane("long-work", Math.max(2, cores), Duration.ofSeconds(15), 10));
    }

    /**
     * Runs a computation and waits for it.
     *
     * @param share who the work is counted for, such as a {@code SiteId} or the name of a kind of work; compared by
     *     equality
     * @param deadline how long the work may run, from its start; waiting in the queue isn't counted
     * @param late the exception for the caller if the deadline passes
     * @return the result of the work; its exceptions and errors are rethrown unchanged
     * @throws Refused {@link WorkRefusal.Busy} if the queue is full or the wait too long
     */
    public <T> T run(
            Lane lane, Object share, Duration deadline, Supplier<T> work, Supplier<? extends RuntimeException> late) {
        return WorkLane.isWorker() ? work.get() : of(lane).run(share, deadline, work, late);
    }

    /** How many computations are queued. */
    public int waiting(Lane lane) {
        return of(lane).waiting();
    }

    /** Stops all threads; queued work is refused. */
    @Override
    public void close() {
        lanes.values().forEach(WorkLane::close);
    }

    private WorkLane of(Lane lane) {
        WorkLane found = lanes.get(lane);
        if (found == null) {
            throw new IllegalStateException("there is no lane " + lane);
        }
        return found;
    }
}
