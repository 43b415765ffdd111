package dev.sgen.publishing.engine;

import dev.sgen.platform.work.PeriodicTask;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Runs the re-indexing of {@link SearchWords} in the background. */
@Component
@ConditionalOnWebApplication
class SearchWordsTask extends PeriodicTask {
    /** Bounds a round, so that a server shuts down quickly. */
    private static final int MOST_IN_A_ROUND = 50;

    private final SearchWords words;

    SearchWordsTask(SearchWords words) {
        super("sgen-words", Duration.ofSeconds(1), Duration.ofSeconds(1));
        this.words = words;
    }

    @Override
    protected void round() {
        for (int i = 0; i < MOST_IN_A_ROUND && words.chooseSome(); i++) {
            // The condition does the work.
        }
    }
}
