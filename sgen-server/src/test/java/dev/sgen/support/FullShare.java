package dev.sgen.support;

import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** All that one share may have of a lane, taken by work that stands, and its queue full behind it; until closed. */
public final class FullShare implements AutoCloseable {
    private static final int MORE_THAN_WAIT = 80;

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    public FullShare(BoundedWork work, Lane lane, Object share) {
        CountDownLatch full = new CountDownLatch(1);
        for (int n = 0; n < MORE_THAN_WAIT; n++) {
            callers.execute(() -> {
                try {
                    work.run(lane, share, Duration.ofSeconds(60), this::stand, IllegalStateException::new);
                } catch (Refused told) {
                    full.countDown();
                }
            });
        }
        try {
            if (!full.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("there is room yet");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stand() {
        try {
            release.await();
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public void close() {
        release.countDown();
        callers.close();
    }
}
