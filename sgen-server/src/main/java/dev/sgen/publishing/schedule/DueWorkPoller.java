package dev.sgen.publishing.schedule;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.PeriodicTask;
import dev.sgen.publishing.Tick;
import dev.sgen.publishing.VisibilityChanged;
import dev.sgen.publishing.approval.ApprovalInvalidation;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Runs once a second: carries out due schedules, voids outdated approvals, publishes {@link Tick}, and republishes
 * recent {@link VisibilityChanged} events, so that changes made by other nodes and by commands reach this node.
 */
@Component
@ConditionalOnWebApplication
public class DueWorkPoller extends PeriodicTask {
    /** Longer than any transaction and than the clocks of two nodes may differ. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Triggers triggers;
    private final ApprovalInvalidation approvalInvalidation;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TimeAndIds time;

    DueWorkPoller(
            Triggers triggers,
            ApprovalInvalidation approvalInvalidation,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            TimeAndIds time) {
        super("sgen-watch", Duration.ZERO, Duration.ofSeconds(1));
        this.triggers = triggers;
        this.approvalInvalidation = approvalInvalidation;
        this.jdbc = jdbc;
        this.events = events;
        this.time = time;
    }

    @Override
    protected void round() {
        triggers.fireDue();
        approvalInvalidation.settle();
        events.publishEvent(new Tick(time.now()));
        passOn();
    }

    /** Publishes every recent change, possibly repeatedly; listeners compare the revision. */
    private void passOn() {
        jdbc.sql("SELECT site_id, environment, revision FROM environment_state WHERE changed_at > :since")
                .param("since", time.now().minus(WINDOW).atOffset(ZoneOffset.UTC))
                .query((row, n) -> new VisibilityChanged(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        Environment.parse(row.getString("environment")),
                        row.getLong("revision")))
                .list()
                .forEach(events::publishEvent);
    }
}
