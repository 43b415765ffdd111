package dev.sgen.notification;

import dev.sgen.platform.Rounds;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Reads the trail for news and takes the mail out, once a second on each node. */
@Component
@ConditionalOnWebApplication
class Postman extends Rounds {
    private final Hearing hearing;
    private final Outbox outbox;

    Postman(Hearing hearing, Outbox outbox) {
        super("sgen-post", Duration.ZERO, Duration.ofSeconds(1));
        this.hearing = hearing;
        this.outbox = outbox;
    }

    @Override
    protected void round() {
        hearing.hear();
        outbox.sendDue();
    }
}
