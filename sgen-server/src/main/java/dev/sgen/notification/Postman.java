package dev.sgen.notification;

import java.time.Duration;
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
    private volatile boolean running;
    private @Nullable Thread thread;

    Postman(Hearing hearing, Outbox outbox) {
        this.hearing = hearing;
        this.outbox = outbox;
    }

    @Override
    public synchronized void start() {
        // Before the thread begins: it looks at this first, and would end at once.
        running = true;
        thread = Thread.ofVirtual().name("sgen-post").start(this::walk);
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    /** A server that failed while starting is closed without having been stopped. */
    @Override
    public void close() {
        stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void walk() {
        while (running) {
            try {
                hearing.hear();
                outbox.sendDue();
            } catch (RuntimeException passing) {
                if (running) {
                    LOG.warn("Could not read the news or send mail; trying again in a second", passing);
                }
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }
}
