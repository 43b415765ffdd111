package dev.sgen.publishing;

import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Once a day, on a thread of its own: {@link Retention} at every site. Several nodes may do it; the second finds nothing. */
@Component
@ConditionalOnWebApplication
class NightShift implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NightShift.class);
    private static final Duration AFTER_START = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofHours(24);

    private final Retention retention;
    private final JdbcClient jdbc;
    private volatile @Nullable Thread thread;

    NightShift(Retention retention, JdbcClient jdbc) {
        this.retention = retention;
        this.jdbc = jdbc;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("sgen-night-shift").start(this::work);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    /** A server that failed while starting is closed without having been stopped. */
    @Override
    public void close() {
        stop();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void work() {
        Duration wait = AFTER_START;
        while (thread != null) {
            try {
                Thread.sleep(wait);
            } catch (InterruptedException stopped) {
                return;
            }
            wait = PAUSE;
            thinAll();
        }
    }

    private void thinAll() {
        try {
            jdbc.sql("SELECT id FROM site ORDER BY id").query(UUID.class).list().forEach(id -> thin(new SiteId(id)));
        } catch (RuntimeException passing) {
            LOG.warn("Could not look for sites to thin; trying again tomorrow", passing);
        }
    }

    private void thin(SiteId site) {
        try {
            int gone = retention.thin(site);
            if (gone > 0) {
                LOG.info("Forgot {} old saves of site {} that nobody ever saw", gone, site);
            }
        } catch (RuntimeException failed) {
            LOG.warn("Could not thin the versions of site {}; trying again tomorrow", site, failed);
        }
    }
}
