package dev.sgen.audit;

import dev.sgen.platform.work.PeriodicTask;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers new audit entries to each {@link TrailConsumer}, once per second on each node. The cursor's row is locked
 * meanwhile, so that two nodes do not deliver the same entries; a node that finds it locked skips the site.
 */
@Component
@ConditionalOnWebApplication
class TrailReader extends PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(TrailReader.class);
    private static final int AT_ONCE = 500;

    private final List<TrailConsumer> consumers;
    private final TrailCursors cursors;
    private final AuditReading trail;
    private final TransactionTemplate transaction;

    TrailReader(
            List<TrailConsumer> consumers, TrailCursors cursors, AuditReading trail, TransactionTemplate transaction) {
        super("sgen-trail", Duration.ZERO, Duration.ofSeconds(1));
        this.consumers = consumers;
        this.cursors = cursors;
        this.trail = trail;
        this.transaction = transaction;
    }

    @Override
    protected void round() {
        for (TrailConsumer consumer : consumers) {
            cursors.behind(consumer.name()).forEach(site -> feed(consumer, site));
        }
    }

    private void feed(TrailConsumer consumer, SiteId site) {
        try {
            while (Boolean.TRUE.equals(transaction.execute(tx -> step(consumer, site)))) {
                // The condition does the work; a full batch may be followed by another.
            }
        } catch (RuntimeException failed) {
            LOG.warn("{} failed on the trail of site {} and is told the same again", consumer.name(), site, failed);
        }
    }

    /** Delivers one batch. Returns whether there may be more. */
    private boolean step(TrailConsumer consumer, SiteId site) {
        Optional<Long> seq = cursors.lock(site, consumer);
        if (seq.isEmpty()) {
            return false;
        }
        AuditReading.News news = trail.after(site, seq.get(), AT_ONCE);
        if (!news.entries().isEmpty()) {
            consumer.consume(site, news.entries());
        }
        cursors.advance(site, consumer.name(), news.upTo());
        return news.entries().size() == AT_ONCE;
    }
}
