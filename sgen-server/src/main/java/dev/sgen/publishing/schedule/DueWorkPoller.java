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
 * Looks around once a second: fires what is due, voids what was approved and changed since, and passes on what other
 * nodes and commands made visible, which their own listeners have heard already.
 */
@Component
@ConditionalOnWebApplication
public class DueWorkPoller extends PeriodicTask {
    /** Longer than any transaction lasts and than nodes' clocks are apart. */
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

    /** Everything that changed lately, heard twice rather than never: a listener knows what it has seen. */
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
