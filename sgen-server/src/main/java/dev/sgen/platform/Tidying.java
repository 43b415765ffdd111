package dev.sgen.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What a server does once it has started: clears away what an earlier one left, and says what it doesn't heed. */
@Component
@ConditionalOnWebApplication
class Tidying {
    private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

    private final Blobs blobs;
    private final Clockwork clockwork;
    private final Settings settings;

    Tidying(Blobs blobs, Clockwork clockwork, Settings settings) {
        this.blobs = blobs;
        this.clockwork = clockwork;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        int dropped = blobs.dropAbandoned(clockwork.now());
        if (dropped > 0) {
            LOG.info("Removed {} files whose upload an earlier server didn't finish.", dropped);
        }
        if (settings.replica().isPresent()) {
            LOG.warn("SGEN_DATABASE_REPLICA_URL is set and not used by this version: every read goes to the primary.");
        }
    }
}
