package dev.sgen.platform.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that a server does again and again in a thread of its own, from its start to its stop. A round that fails is
 * logged, and the next one tries again.
 */
public abstract class PeriodicTask implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Duration first;
    private final Duration pause;
    private volatile @Nullable CountDownLatch walking;

    /**
     * @param name of the thread, and in the log
     * @param first how long after the start the first round begins
     * @param pause between the end of a round and the next
     */
    protected PeriodicTask(String name, Duration first, Duration pause) {
        this.name = name;
        this.first = first;
        this.pause = pause;
    }

    /** Does what there is to do now. */
    protected abstract void round();

    @Override
    public void start() {
        CountDownLatch ended = new CountDownLatch(1);
        walking = ended;
        Thread.ofVirtual().name(name).start(() -> walk(ended));
    }

    /** What is being done is done to its end: to interrupt it would cut off a database connection in use. */
    @Override
    public void stop() {
        CountDownLatch ended = walking;
        walking = null;
        if (ended != null) {
            ended.countDown();
        }
    }

    /** A server that failed while starting is closed without having been stopped. */
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
            // What a stopping server takes away under a round's feet is no news.
            if (ended.getCount() > 0) {
                LOG.warn("A round of {} failed; the next one tries again", name, passing);
            }
        }
    }
}
