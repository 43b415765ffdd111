package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws the steps of random lives. Most are drawn blindly. Where an outcome that has to occur has been rare so far,
 * some are drawn for it, and taken if the model foresees it: so an address that is taken on the other side, or a
 * version that moved, is met when it is there and not only when chance asks the right record at the right time.
 */
final class Draw {
    private static final int CANDIDATES = 32;
    /** Rarer than this is rare: with ten thousand steps each outcome comes some forty times. */
    private static final int ONCE_IN = 250;

    /** A schedule that can't be kept at its moment. */
    static final String IN_VAIN = "schedule.fail";

    /** What the model says of a step before it is taken. */
    interface Foreseen {
        String outcome(Step step);

        /** Whether it plans something that couldn't happen if the moment were now. */
        boolean inVain(Step step);
    }

    private final Random random;
    private final int records;
    private final List<String> outcomes;
    private final Map<String, Integer> seen;
    private int drawn;

    /**
     * @param outcomes what has to occur, as {@link #key}s, and {@link #IN_VAIN}
     * @param seen how often each occurred; whoever takes the steps counts
     */
    Draw(Random random, int records, List<String> outcomes, Map<String, Integer> seen) {
        this.random = random;
        this.records = records;
        this.outcomes = outcomes;
        this.seen = seen;
    }

    static String key(Deed deed, String outcome) {
        return deed.kind() + ": " + outcome;
    }

    Step next(int taken, Foreseen foreseen) {
        drawn++;
        if (taken < records - 2) {
            return of(Deeds.CREATE);
        }
        Step rare = random.nextBoolean() ? rare(foreseen) : null;
        return Objects.requireNonNullElseGet(rare, () -> of(Deeds.any(random)));
    }

    private @Nullable Step rare(Foreseen foreseen) {
        List<String> due = outcomes.stream()
                .filter(outcome -> seen.getOrDefault(outcome, 0) < drawn / ONCE_IN)
                .toList();
        if (due.isEmpty()) {
            return null;
        }
        String wanted = due.get(random.nextInt(due.size()));
        List<Deed> deeds = Deeds.ALL.stream()
                .filter(d -> wanted.equals(IN_VAIN) ? d.kind().startsWith("schedule ") : wanted.startsWith(key(d, "")))
                .toList();
        for (int i = 0; i < CANDIDATES; i++) {
            Step step = of(deeds.get(random.nextInt(deeds.size())));
            if (wanted.equals(IN_VAIN)
                    ? foreseen.inVain(step)
                    : wanted.equals(key(step.deed(), foreseen.outcome(step)))) {
                return step;
            }
        }
        return null;
    }

    private Step of(Deed deed) {
        int targets = 1 + random.nextInt(deed.most());
        Set<Integer> chosen = new LinkedHashSet<>();
        IntStream.range(0, targets).forEach(i -> chosen.add(random.nextInt(records)));
        Environment environment = random.nextInt(4) == 0 ? Environment.LIVE : Environment.STAGING;
        // Three of four steps are taken by those who may take most.
        int who = random.nextInt(random.nextInt(4) == 0 ? Cast.NAMES.size() : 3);
        return new Step(deed, who, chosen, environment, random.nextInt(1_000), random.nextInt(4) == 0);
    }
}
