package dev.sgen.platform.work;

import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Runs what computes on foreign input (templates, schemas, pictures, imported markup, password hashes) on platform
 * threads of its own, each piece with a deadline, so that requests, which run on virtual threads, always find a
 * carrier (invariant 21, T7, T38).
 *
 * <p>Each lane has a fixed number of threads and a bounded queue. Work is queued by share, such as a site: shares
 * take turns, and one share never has more than half of a lane's threads, so that nobody waits for all the work of
 * somebody else. A piece that overruns is interrupted and its caller told; where it doesn't heed the interrupt, a
 * spare thread takes its place while it still counts against its share. All of them give way to threads that answer.
 *
 * <p>A piece of work computes and nothing else. It must not use the database or anything that is bound to the
 * caller's thread, and it must not wait for another piece of work.
 */
@Component
public final class BoundedWork implements AutoCloseable {
    private final Map<Lane, WorkLane> lanes = new EnumMap<>(Lane.class);

    /** The two lanes; neither ever waits for the other. */
    public enum Lane {
        /** What somebody waits for at a form or a page: templates, schemas, passwords. */
        SHORT,
        /** What may take seconds: imported texts item by item, pictures, files. */
        LONG
    }

    public BoundedWork() {
        this(Runtime.getRuntime().availableProcessors());
    }

    public BoundedWork(int cores) {
        // Three threads at least: with half of them for one share, two shares leave room for a third.
        lanes.put(Lane.SHORT, new WorkLane("short-work", Math.max(3, cores + 1), Duration.ofSeconds(5), 0));
        lanes.put(Lane.LONG, new WorkLane("long-work", Math.max(2, cores), Duration.ofSeconds(15), 10));
    }

    /**
     * Computes something and waits for it.
     *
     * @param share whose turn it is, such as a {@code SiteId} or the name of a kind of work; compared by equality
     * @param deadline how long the work may run, from its start and not counting the wait for its turn
     * @param late the exception for the caller when the work overruns
     * @return what the work answered; its exceptions and errors come out as they are
     * @throws Refused {@link WorkRefusal.Busy} where the queue is full or the wait for a turn too long
     */
    public <T> T run(
            Lane lane, Object share, Duration deadline, Supplier<T> work, Supplier<? extends RuntimeException> late) {
        return WorkLane.isWorker() ? work.get() : of(lane).run(share, deadline, work, late);
    }

    /** Pieces that wait for their turn. */
    public int waiting(Lane lane) {
        return of(lane).waiting();
    }

    /** Stops all threads; work that still waits is refused. */
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
