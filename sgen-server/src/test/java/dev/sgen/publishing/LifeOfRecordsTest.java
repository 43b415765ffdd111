package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.RandomTraffic;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random operations of random members on random records in both environments, held against {@link Model} after
 * every step: outcomes, coordinates, the number of entries, and what the public hosts answer. A failing run is
 * shrunk by leaving steps out and printed as a script. {@code -Dsgen.steps=N} makes it longer, {@code
 * -Dsgen.seed=N} repeats one.
 */
@Requirement({
    "REC-2",
    "REC-3",
    "REC-6",
    "REC-7",
    "REC-12",
    "SAVE-2",
    "SAVE-4",
    "SAVE-11",
    "PUB-1",
    "PUB-11",
    "PUB-17",
    "PROM-1",
    "PROM-4",
    "PROM-9",
    "PROM-10",
    "PROM-11",
    "SCHED-5",
    "SCHED-12",
    "SCHED-13",
    "SCHED-22",
    "SCHED-28",
    "SCHED-29",
    "ARCH-7",
    "ARCH-9",
    "BULK-11",
    "DRIFT-11",
    "RECOV-9",
    "ROLE-3",
    "ROLE-9",
    "ROLE-14"
})
@Invariant({1, 2, 4, 5, 7, 10, 11, 12, 16})
class LifeOfRecordsTest {
    private static final int STEPS_PER_RUN = 100;
    private static final int BRIEF_RUNS = 25;
    private static final int FULL_RUNS = 100;
    private static final int RECORDS = 8;
    private static final int LOOK_EVERYWHERE_EVERY = 25;
    private static final List<String> PATHS = List.of("/a", "/b", "/c", "/d", "/e", "/f");

    /** Everything that can become of each kind of operation, and of a schedule at its moment. */
    private static final List<String> OUTCOMES =
            """
            create: ok forbidden not-found
            save: ok forbidden not-found invalid-state stale-version
            publish: ok forbidden not-found invalid-state path-taken
            publish many: ok forbidden not-found invalid-state path-taken
            unpublish: ok forbidden not-found invalid-state
            archive: ok forbidden not-found invalid-state
            revive: ok forbidden not-found invalid-state
            delete: ok forbidden not-found
            schedule publish: ok forbidden not-found invalid-state past-moment
            schedule promote: ok forbidden not-found invalid-state past-moment
            cancel: ok forbidden not-found invalid-state
            recover: ok forbidden not-found invalid-state path-taken
            promote: ok forbidden not-found invalid-state drift path-taken
            promote many: ok forbidden not-found invalid-state drift path-taken
            refresh: ok forbidden not-found drift path-taken
            refresh many: ok forbidden not-found drift path-taken
            advance: ok
            change a role: ok
            remove a member: ok
            schedule.fail
            """.lines().flatMap(LifeOfRecordsTest::outcomes).toList();

    private static Stream<String> outcomes(String line) {
        String[] words = line.split(": ");
        return words.length == 1
                ? Stream.of(line)
                : Arrays.stream(words[1].split(" ")).map(o -> words[0] + ": " + o);
    }

    private static World world;

    @BeforeAll
    static void begin() {
        world = World.withVisitors();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void every_step_ends_as_the_documents_say() {
        long seed = Long.getLong("sgen.seed", new Random().nextLong());
        Random random = new Random(seed);
        Map<String, Integer> seen = new TreeMap<>();
        OperationGenerator operationGenerator = new OperationGenerator(random, RECORDS, OUTCOMES, seen);
        for (int run = 0;
                RandomTraffic.goesOn(
                        run, BRIEF_RUNS, FULL_RUNS, () -> missing(seen).isEmpty());
                run++) {
            List<OperationStep> taken = new ArrayList<>();
            AssertionError failure = run(drawn(operationGenerator, taken), seen);
            if (failure != null) {
                List<OperationStep> least = shrink(taken);
                throw new AssertionError(
                        "seed " + seed + ", run " + run + ", shrunk to:\n"
                                + least.stream().map(OperationStep::toString).collect(Collectors.joining("\n")),
                        Objects.requireNonNullElse(run(written(least), new TreeMap<>()), failure));
            }
        }
        System.out.println("Life of records, seed " + seed + ": " + seen);
        assertEveryKindAndRefusalOccurred(seen);
    }

    /** A random test proves something only about what it really did. */
    private static void assertEveryKindAndRefusalOccurred(Map<String, Integer> seen) {
        assertThat(missing(seen))
                .as("outcomes that the random traffic never met")
                .isEmpty();
    }

    private static List<String> missing(Map<String, Integer> seen) {
        return Stream.of(
                        RandomOperations.ALL.stream()
                                .map(randomOperation -> OperationGenerator.key(randomOperation, "ok")),
                        OUTCOMES.stream(),
                        Stream.of("schedule.trigger"))
                .flatMap(outcomes -> outcomes)
                .filter(outcome -> !seen.containsKey(outcome))
                .toList();
    }

    /** Where the steps of a life come from: the next one, or null at its end. */
    private interface Script {
        @Nullable
        OperationStep next(Play play);
    }

    /** Drawn while the life goes on, and written down. */
    private static Script drawn(OperationGenerator operationGenerator, List<OperationStep> taken) {
        return play -> {
            if (taken.size() == STEPS_PER_RUN) {
                return null;
            }
            taken.add(operationGenerator.next(taken.size(), play));
            return taken.getLast();
        };
    }

    private static Script written(List<OperationStep> operationSteps) {
        Iterator<OperationStep> each = operationSteps.iterator();
        return play -> each.hasNext() ? each.next() : null;
    }

    private static List<OperationStep> shrink(List<OperationStep> failing) {
        List<OperationStep> least = new ArrayList<>(failing);
        for (int size = least.size() / 2; size >= 1; size /= 2) {
            for (int from = 0; from + size <= least.size(); ) {
                List<OperationStep> shorter = new ArrayList<>(least);
                shorter.subList(from, from + size).clear();
                if (run(written(shorter), new TreeMap<>()) != null) {
                    least = shorter;
                } else {
                    from++;
                }
            }
        }
        return least;
    }

    private static @Nullable AssertionError run(Script script, Map<String, Integer> seen) {
        world.site = world.newSite();
        try (Play play = new Play(world)) {
            for (OperationStep operationStep = script.next(play);
                    operationStep != null;
                    operationStep = script.next(play)) {
                seen.merge(OperationGenerator.key(operationStep.deed(), play.step(operationStep)), 1, Integer::sum);
            }
            play.end();
            play.triggers().forEach((outcome, times) -> seen.merge(outcome, times, Integer::sum));
            return null;
        } catch (AssertionError failure) {
            return failure;
        } catch (RuntimeException fault) {
            return new AssertionError("a fault where an outcome was due: " + fault, fault);
        }
    }

    /** One run: the engine and the model side by side. */
    private static final class Play implements OperationGenerator.Foreseen, AutoCloseable {
        private final World world;
        private final Model model;
        private final TestOperators testOperators;
        private final PublicHosts hosts;
        private final List<SiteRecord> records = new ArrayList<>();
        private int taken;

        Play(World world) {
            this.world = world;
            this.model = new Model(world.clock.now());
            this.testOperators = new TestOperators(world);
            this.hosts = new PublicHosts(world, model);
            this.model.entries = (int) world.entries();
        }

        String step(OperationStep operationStep) {
            world.clock.advance(Duration.ofSeconds(1));
            model.now = world.clock.now();
            boolean begins = operationStep.deed() == RandomOperations.CREATE;
            if (records.isEmpty() && !begins) {
                return "skipped";
            }
            RandomOperation.Move move = move(operationStep);
            String outcome = World.outcome(() -> {
                Object result = operationStep.deed().really(move);
                if (begins) {
                    records.add((SiteRecord) result);
                }
                return result;
            });
            assertThat(outcome).as(operationStep.toString()).isEqualTo(expected(move, model));
            model.note();
            compare(operationStep);
            return outcome;
        }

        @Override
        public String outcome(OperationStep operationStep) {
            return records.isEmpty() && operationStep.deed() != RandomOperations.CREATE
                    ? "skipped"
                    : expected(move(operationStep), ExpectedOutcome.of(model));
        }

        @Override
        public boolean inVain(OperationStep operationStep) {
            RandomOperation.Move move = move(operationStep);
            Model ahead = ExpectedOutcome.of(model);
            if (records.isEmpty() || !expected(move, ahead).equals("ok")) {
                return false;
            }
            ahead.advanceTo(move.moment(), testOperators::mayFire);
            return ahead.held > model.held;
        }

        private RandomOperation.Move move(OperationStep operationStep) {
            Set<Integer> all = records.isEmpty()
                    ? Set.of(0)
                    : operationStep.targets().stream()
                            .map(n -> n % records.size())
                            .collect(Collectors.toCollection(LinkedHashSet::new));
            List<SiteRecord> chosen = records.isEmpty()
                    ? List.of()
                    : all.stream().map(records::get).toList();
            Model.V version = new Model.V(
                    "Title " + operationStep.number() % 7, PATHS.get(operationStep.number() % PATHS.size()));
            // Nobody else's moment: two who meet at one instant would fire in an order that nobody fixed.
            Instant moment = operationStep.flag()
                    ? world.clock.now()
                    : world.clock
                            .now()
                            .plusSeconds(1 + operationStep.number() % 25)
                            .plusMillis(operationStep.who());
            TestOperators.Person who = testOperators.the(TestOperators.NAMES.get(operationStep.who()));
            return new RandomOperation.Move(world, testOperators, operationStep, who, all, chosen, version, moment);
        }

        /** Whom a site doesn't know it tells nothing; who may not do it hears so before anything else. */
        private static String expected(RandomOperation.Move move, Model model) {
            List<String> needs = move.step().deed().needs(move);
            if (!needs.isEmpty() && move.who().role().equals("nobody")) {
                return "not-found";
            }
            if (needs.stream().allMatch(move.who()::may)) {
                return move.step().deed().inModel(move, model);
            }
            move.step().deed().turnedAway(model);
            return "forbidden";
        }

        private void compare(OperationStep operationStep) {
            String path = PATHS.get(operationStep.number() % PATHS.size());
            hosts.ask(path);
            ModelState now = ModelState.of(world);
            hosts.agreeOn(path, "after " + operationStep);
            for (int n = 0; n < records.size(); n++) {
                String which = "record " + n + " after " + operationStep;
                RecordId id = records.get(n).id();
                assertThat(now.base(id)).as("base of " + which).isEqualTo(model.records.get(n).base);
                for (Environment environment : Environment.values()) {
                    assertThat(now.at(id, environment))
                            .as(environment + " of " + which)
                            .isEqualTo(ModelState.expected(model.at(n, environment)));
                }
            }
            assertThat(now.entries()).as("entries after " + operationStep).isEqualTo(model.entries);
            if (++taken % LOOK_EVERYWHERE_EVERY == 0) {
                hosts.agreeOnAll(PATHS, "after " + operationStep);
            }
        }

        /** What holds at the end of a life: the same on every host, the trail whole, no two things at once. */
        void end() {
            hosts.agreeOnAll(PATHS, "at the end");
            for (Environment environment : Environment.values()) {
                assertThat(world.visible(environment)).isEqualTo(model.visible(environment));
            }
            assertThat(ModelState.overlaps(world)).as("overlapping visibility").isZero();
            assertThat(world.verify().valid()).as("the audit chain").isTrue();
        }

        /** How many schedules of this life fired, how many were cancelled, and how many were let go at their moment. */
        Map<String, Integer> triggers() {
            Map<String, Integer> counts = new TreeMap<>();
            world.jdbc().sql("""
                            SELECT operation, count(*) AS n FROM audit_entry
                            WHERE site_id = :site AND operation LIKE 'schedule.%' GROUP BY operation""").param("site", world.site.value()).query(row -> {
                counts.put(row.getString("operation"), row.getInt("n"));
            });
            assertThat(counts.getOrDefault(OperationGenerator.IN_VAIN, 0))
                    .as("moments at which nothing could happen")
                    .isEqualTo(model.held);
            return counts;
        }

        @Override
        public void close() {
            hosts.close();
        }
    }
}
