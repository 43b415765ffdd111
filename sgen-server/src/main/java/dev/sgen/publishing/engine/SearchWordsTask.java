package dev.sgen.publishing.engine;

import dev.sgen.platform.work.PeriodicTask;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Goes on with what {@link SearchWords} has to choose, until nothing is left. */
@Component
@ConditionalOnWebApplication
class SearchWordsTask extends PeriodicTask {
    /** So that a server that is told to stop does so soon. */
    private static final int MOST_IN_A_ROUND = 50;

    private final SearchWords words;

    SearchWordsTask(SearchWords words) {
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
