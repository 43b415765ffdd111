package dev.sgen.notification;

import dev.sgen.platform.work.PeriodicTask;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Reads the trail for news and takes the mail out, once a second on each node. */
@Component
@ConditionalOnWebApplication
class MailJob extends PeriodicTask {
    private final NotificationConsumer notificationConsumer;
    private final Outbox outbox;

    MailJob(NotificationConsumer notificationConsumer, Outbox outbox) {
        super("sgen-post", Duration.ZERO, Duration.ofSeconds(1));
        this.notificationConsumer = notificationConsumer;
        this.outbox = outbox;
    }

    @Override
    protected void round() {
        notificationConsumer.hear();
        outbox.sendDue();
    }
}
