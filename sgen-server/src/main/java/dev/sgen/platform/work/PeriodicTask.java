package dev.sgen.platform.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A task that a server repeats on a thread of its own, from start to stop. A failed round is logged and the next one
 * tries again.
 */
public abstract class PeriodicTask implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Duration first;
    private final Duration pause;
    private volatile @Nullable CountDownLatch walking;

    /**
     * @param name name of the thread, also used in the log
     * @param first delay between the start and the first round
     * @param pause between the end of a round and the next
     */
    protected PeriodicTask(String name, Duration first, Duration pause) {
        this.name = name;
        this.first = first;
        this.pause = pause;
    }

    /** Performs one round. */
    protected abstract void round();

    @Override
    public void start() {
        CountDownLatch ended = new CountDownLatch(1);
        walking = ended;
        Thread.ofVirtual().name(name).start(() -> walk(ended));
    }

    /** Lets the current round finish, because an interrupt would break a database connection in use. */
    @Override
    public void stop() {
        CountDownLatch ended = walking;
        walking = null;
        if (ended != null) {
            ended.countDown();
        }
    }

    /** Spring closes, but doesn't stop, the beans of a server that failed while starting. */
    @Override
    public void close() {
        stop();
    }

    @Override
    public boolean isRunning() {
        return walking != null;
    }

    private void walk(CountDownLatch ended) {
        try {
            Duration wait = first;
            while (!ended.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = pause;
                roundOnce(ended);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void roundOnce(CountDownLatch ended) {
        try {
            round();
        } catch (RuntimeException passing) {
            // Failures while the server is stopping are expected.
            if (ended.getCount() > 0) {
                LOG.warn("A round of {} failed; the next one tries again", name, passing);
            }
        }
    }
}
