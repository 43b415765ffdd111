package dev.sgen.publishing;

import dev.sgen.platform.Clockwork;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The one thread that looks around once a second: fires what is due, voids what was
 * approved and changed since, and passes on what other nodes and
 * commands made visible, which their own listeners have heard already.
 */
@Component
@ConditionalOnWebApplication
class Watch implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Longer than any transaction lasts and than nodes' clocks are apart. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Triggers triggers;
    private final Voiding voiding;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clockwork clockwork;
    private volatile @Nullable CountDownLatch looking;

    Watch(Triggers triggers, Voiding voiding, JdbcClient jdbc, ApplicationEventPublisher events, Clockwork clockwork) {
        this.triggers = triggers;
        this.voiding = voiding;
        this.jdbc = jdbc;
        this.events = events;
        this.clockwork = clockwork;
    }

    @Override
    public void start() {
        CountDownLatch ended = new CountDownLatch(1);
        looking = ended;
        Thread.ofVirtual().name("sgen-watch").start(() -> look(ended));
    }

    /** What is being done is done to its end: to interrupt it would cut off a database connection in use. */
    @Override
    public void stop() {
        CountDownLatch ended = looking;
        looking = null;
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
        return looking != null;
    }

    private void look(CountDownLatch ended) {
        try {
            do {
                lookOnce(ended);
            } while (!ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce(CountDownLatch ended) {
        try {
            triggers.fireDue();
            voiding.settle();
            events.publishEvent(new Beat(clockwork.now()));
            passOn();
        } catch (RuntimeException passing) {
            if (ended.getCount() > 0) {
                LOG.warn("Could not look for due schedules; trying again in a second", passing);
            }
        }
    }

    /** Everything that changed lately, heard twice rather than never: a listener knows what it has seen. */
    private void passOn() {
        jdbc.sql("SELECT site_id, environment, revision FROM environment_state WHERE changed_at > :since")
                .param("since", clockwork.now().minus(WINDOW).atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Shown(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        Environment.parse(row.getString("environment")),
                        row.getLong("revision")))
                .list()
                .forEach(events::publishEvent);
    }
}
