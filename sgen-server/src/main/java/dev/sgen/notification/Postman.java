package dev.sgen.notification;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The one thread of this node that reads the trail for news and takes the mail out, once a second. */
@Component
@ConditionalOnWebApplication
class Postman implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Hearing hearing;
    private final Outbox outbox;
    private volatile @Nullable CountDownLatch walking;

    Postman(Hearing hearing, Outbox outbox) {
        this.hearing = hearing;
        this.outbox = outbox;
    }

    @Override
    public void start() {
        CountDownLatch ended = new CountDownLatch(1);
        walking = ended;
        Thread.ofVirtual().name("sgen-post").start(() -> walk(ended));
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
            do {
                round(ended);
            } while (!ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(CountDownLatch ended) {
        try {
            hearing.hear();
            outbox.sendDue();
        } catch (RuntimeException passing) {
            if (ended.getCount() > 0) {
                LOG.warn("Could not read the news or send mail; trying again in a second", passing);
            }
        }
    }
}
