package dev.sgen.platform.blob;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs once after the server has started: deletes temporary files that an earlier process left behind, and logs
 * settings that it ignores.
 */
@Component
@ConditionalOnWebApplication
class TempFileCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(TempFileCleanup.class);

    private final Blobs blobs;
    private final TimeAndIds time;
    private final Settings settings;

    TempFileCleanup(Blobs blobs, TimeAndIds time, Settings settings) {
        this.blobs = blobs;
        this.time = time;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        int dropped = blobs.dropAbandoned(time.now());
        if (dropped > 0) {
            LOG.info("Removed {} files whose upload an earlier server didn't finish.", dropped);
        }
        if (settings.replica().isPresent()) {
            LOG.warn("SGEN_DATABASE_REPLICA_URL is set and not used by this version: every read goes to the primary.");
        }
    }
}
