package dev.sgen.publishing;

import dev.sgen.platform.Rounds;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Goes on with what {@link PublicWords} has to choose, until nothing is left. */
@Component
@ConditionalOnWebApplication
class PublicWordsTask extends Rounds {
    /** So that a server that is told to stop does so soon. */
    private static final int MOST_IN_A_ROUND = 50;

    private final PublicWords words;

    PublicWordsTask(PublicWords words) {
        super("sgen-words", Duration.ofSeconds(1), Duration.ofSeconds(1));
        this.words = words;
    }

    @Override
    protected void round() {
        for (int i = 0; i < MOST_IN_A_ROUND && words.chooseSome(); i++) {
            // Each takes some more.
        }
    }
}
