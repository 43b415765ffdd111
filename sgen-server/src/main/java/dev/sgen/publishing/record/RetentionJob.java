package dev.sgen.publishing.record;

import dev.sgen.platform.work.PeriodicTask;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs {@link Retention} once a day for every site. Several nodes may run it; the second finds nothing to do. */
@Component
@ConditionalOnWebApplication
class RetentionJob extends PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

    private final Retention retention;
    private final JdbcClient jdbc;

    RetentionJob(Retention retention, JdbcClient jdbc) {
        super("sgen-night-shift", Duration.ofMinutes(10), Duration.ofHours(24));
        this.retention = retention;
        this.jdbc = jdbc;
    }

    @Override
    protected void round() {
        for (UUID id :
                jdbc.sql("SELECT id FROM site ORDER BY id").query(UUID.class).list()) {
            if (isRunning()) {
                thin(new SiteId(id));
            }
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
