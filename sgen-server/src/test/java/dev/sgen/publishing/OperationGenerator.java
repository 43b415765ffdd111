package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws the steps of random lives. Most are drawn blindly. Where an outcome that has to occur has been rare so far,
 * some are drawn for it, and taken if the model foresees it: so an address that is taken on the other side, or a
 * version that moved, is met when it is there and not only when chance asks the right record at the right time.
 * What chance hardly ever prepares, one address held by two records on two sides, a short plot leads up to; what
 * else happens between its steps may spoil it.
 */
final class OperationGenerator {
    private static final int CANDIDATES = 32;
    /** Rarer than this is rare: with ten thousand steps each outcome comes some forty times. */
    private static final int ONCE_IN = 250;

    private static final String CLASH = ": path-taken";
    private static final int ADA = TestOperators.NAMES.indexOf("Ada");

    /** A schedule that can't be kept at its moment. */
    static final String IN_VAIN = "schedule.fail";

    /** What the model says of a step before it is taken. */
    interface Foreseen {
        String outcome(OperationStep operationStep);

        /** Whether it plans something that couldn't happen if the moment were now. */
        boolean inVain(OperationStep operationStep);
    }

    private final Random random;
    private final int records;
    private final List<String> outcomes;
    private final Map<String, Integer> seen;
    private final Deque<Supplier<OperationStep>> plot = new ArrayDeque<>();
    private int drawn;

    /**
     * @param outcomes what has to occur, as {@link #key}s, and {@link #IN_VAIN}
     * @param seen how often each occurred; whoever takes the steps counts
     */
    OperationGenerator(Random random, int records, List<String> outcomes, Map<String, Integer> seen) {
        this.random = random;
        this.records = records;
        this.outcomes = outcomes;
        this.seen = seen;
    }

    static String key(RandomOperation randomOperation, String outcome) {
        return randomOperation.kind() + ": " + outcome;
    }

    OperationStep next(int taken, Foreseen foreseen) {
        drawn++;
        if (taken == 0) {
            plot.clear();
        }
        if (taken < records - 2) {
            return of(RandomOperations.CREATE);
        }
        if (!plot.isEmpty() && random.nextInt(4) > 0) {
            return plot.remove().get();
        }
        OperationStep rare = random.nextBoolean() ? rare(foreseen) : null;
        return Objects.requireNonNullElseGet(rare, () -> of(RandomOperations.any(random)));
    }

    private @Nullable OperationStep rare(Foreseen foreseen) {
        List<String> due = outcomes.stream()
                .filter(outcome -> seen.getOrDefault(outcome, 0) < drawn / ONCE_IN)
                .toList();
        if (due.isEmpty()) {
            return null;
        }
        String wanted = due.get(random.nextInt(due.size()));
        List<RandomOperation> randomOperations = RandomOperations.ALL.stream()
                .filter(d -> wanted.equals(IN_VAIN) ? d.kind().startsWith("schedule ") : wanted.startsWith(key(d, "")))
                .toList();
        for (int i = 0; i < CANDIDATES; i++) {
            OperationStep operationStep = of(randomOperations.get(random.nextInt(randomOperations.size())));
            if (wanted.equals(IN_VAIN)
                    ? foreseen.inVain(operationStep)
                    : wanted.equals(key(operationStep.deed(), foreseen.outcome(operationStep)))) {
                return operationStep;
            }
        }
        if (plot.isEmpty() && wanted.endsWith(CLASH)) {
            randomOperations.stream()
                    .filter(RandomOperation::crosses)
                    .findAny()
                    .ifPresent(randomOperation -> plotClash(randomOperation, wanted, foreseen));
        }
        return plot.isEmpty() ? null : plot.remove().get();
    }

    /** One record comes to an address on the side it is taken from, another holds that address where it is going. */
    private void plotClash(RandomOperation crossing, String wanted, Foreseen foreseen) {
        int comes = random.nextInt(records - 2);
        int holds = (comes + 1 + random.nextInt(records - 3)) % (records - 2);
        Environment to = crossing.kind().startsWith("promote") ? Environment.LIVE : Environment.STAGING;
        int address = random.nextInt(1_000);
        show(holds, to, address);
        show(comes, to == Environment.LIVE ? Environment.STAGING : Environment.LIVE, address);
        plot.add(() -> {
            OperationStep least = new OperationStep(crossing, ADA, Set.of(comes), Environment.STAGING, address, true);
            return IntStream.range(0, CANDIDATES)
                    .mapToObj(i -> of(crossing))
                    .map(operationStep -> with(operationStep, comes))
                    .filter(operationStep -> wanted.equals(key(crossing, foreseen.outcome(operationStep))))
                    .findFirst()
                    .orElse(least);
        });
    }

    private void show(int record, Environment where, int address) {
        Set<Integer> it = Set.of(record);
        plot.add(() ->
                new OperationStep(RandomOperations.named("recover"), ADA, it, where, random.nextInt(1_000), false));
        plot.add(() -> new OperationStep(RandomOperations.named("save"), ADA, it, where, address, false));
        plot.add(() -> new OperationStep(RandomOperations.named("publish"), ADA, it, where, address, false));
    }

    private static OperationStep with(OperationStep operationStep, int record) {
        Set<Integer> targets = new LinkedHashSet<>(operationStep.targets());
        if (targets.size() == operationStep.deed().most()) {
            targets.remove(targets.iterator().next());
        }
        targets.add(record);
        return new OperationStep(
                operationStep.deed(),
                operationStep.who(),
                targets,
                operationStep.environment(),
                operationStep.number(),
                operationStep.flag());
    }

    private OperationStep of(RandomOperation randomOperation) {
        int targets = 1 + random.nextInt(randomOperation.most());
        Set<Integer> chosen = new LinkedHashSet<>();
        IntStream.range(0, targets).forEach(i -> chosen.add(random.nextInt(records)));
        Environment environment = random.nextInt(4) == 0 ? Environment.LIVE : Environment.STAGING;
        // Three of four steps are taken by those who may take most.
        int who = random.nextInt(random.nextInt(4) == 0 ? TestOperators.NAMES.size() : 3);
        return new OperationStep(
                randomOperation, who, chosen, environment, random.nextInt(1_000), random.nextInt(4) == 0);
    }
}
