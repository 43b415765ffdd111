package dev.sgen.notification;

import dev.sgen.platform.work.PeriodicTask;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Sends the mail that is due, once a second on each node. */
@Component
@ConditionalOnWebApplication
class MailJob extends PeriodicTask {
    private final Outbox outbox;

    MailJob(Outbox outbox) {
        super("sgen-mail", Duration.ZERO, Duration.ofSeconds(1));
        this.outbox = outbox;
    }

    @Override
    protected void round() {
        outbox.sendDue();
    }
}
