package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random operations on random records in both environments, held against {@link Model} after every step:
 * outcomes, coordinates, what visitors see, the number of entries. A failing run is shrunk by leaving
 * steps out and printed as a list. {@code -Dsgen.steps=N} makes it longer, {@code -Dsgen.seed=N} repeats one.
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
    "RECOV-9"
})
@Invariant({1, 2, 4, 5, 7, 10, 11, 12})
class LifeOfRecordsTest {
    private static final int STEPS_PER_RUN = 60;
    private static final int RUNS = Integer.getInteger("sgen.steps", 3_000) / STEPS_PER_RUN;
    private static final String[] PATHS = {"/a", "/b", "/c", "/d", "/e", "/f"};

    private static World world;

    @BeforeAll
    static void begin() {
        world = new World();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    /** One step, written down before the run so that it can be left out or repeated. */
    record Step(String kind, Set<Integer> targets, Environment environment, int number, boolean flag) {
        @Override
        public String toString() {
            return kind + " " + targets + " " + environment + " " + number + (flag ? " !" : "");
        }
    }

    private static final String[] KINDS = {
        "create", "save", "save", "publish", "publish", "publishMany", "unpublish", "archive", "revive", "delete",
        "schedule", "schedule", "schedulePromote", "cancel", "cancel", "recover", "promote", "promote", "promoteMany",
                "advance"
    };

    @Test
    void every_step_ends_as_the_documents_say() {
        long seed = Long.getLong("sgen.seed", new Random().nextLong());
        Random random = new Random(seed);
        Map<String, Integer> seen = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            List<Step> steps = script(random);
            AssertionError failure = run(steps, seen);
            if (failure != null) {
                List<Step> least = shrink(steps);
                throw new AssertionError(
                        "seed " + seed + ", run " + run + ", shrunk to:\n"
                                + least.stream().map(Step::toString).collect(Collectors.joining("\n")),
                        run(least, new TreeMap<>()));
            }
        }
        assertEveryKindAndRefusalOccurred(seen);
    }

    /** A random test proves something only about what it really did. */
    private static void assertEveryKindAndRefusalOccurred(Map<String, Integer> seen) {
        Set<String> kinds = new TreeSet<>(List.of(KINDS));
        for (String kind : kinds) {
            assertThat(seen)
                    .as("an accepted " + kind + " in the random traffic")
                    .containsKey(kind + " ok");
        }
        for (String code :
                List.of("not-found", "stale-version", "invalid-state", "path-taken", "drift", "past-moment")) {
            assertThat(seen.keySet()).as("refusals in the random traffic").anyMatch(k -> k.endsWith(" " + code));
        }
    }

    private static List<Step> script(Random random) {
        return IntStream.range(0, STEPS_PER_RUN)
                .mapToObj(n -> {
                    String kind = n < 3 ? "create" : KINDS[random.nextInt(KINDS.length)];
                    int targets = kind.endsWith("Many") ? 2 + random.nextInt(3) : 1;
                    Set<Integer> chosen = new LinkedHashSet<>();
                    IntStream.range(0, targets).forEach(i -> chosen.add(random.nextInt(8)));
                    Environment environment = random.nextInt(3) == 0 ? Environment.LIVE : Environment.STAGING;
                    return new Step(kind, chosen, environment, random.nextInt(1_000), random.nextInt(4) == 0);
                })
                .toList();
    }

    private static List<Step> shrink(List<Step> failing) {
        List<Step> least = new ArrayList<>(failing);
        for (int size = least.size() / 2; size >= 1; size /= 2) {
            for (int from = 0; from + size <= least.size(); ) {
                List<Step> shorter = new ArrayList<>(least);
                shorter.subList(from, from + size).clear();
                if (run(shorter, new TreeMap<>()) != null) {
                    least = shorter;
                } else {
                    from++;
                }
            }
        }
        return least;
    }

    private static AssertionError run(List<Step> steps, Map<String, Integer> seen) {
        world.site = world.newSite();
        Play play = new Play(world);
        try {
            for (Step step : steps) {
                String outcome = play.step(step);
                seen.merge(step.kind() + " " + outcome, 1, Integer::sum);
            }
            assertThat(world.verify().valid()).as("the audit chain").isTrue();
            return null;
        } catch (AssertionError failure) {
            return failure;
        } catch (RuntimeException fault) {
            return new AssertionError("a fault where an outcome was due: " + fault, fault);
        }
    }

    /** One run: the engine and the model side by side. */
    private static final class Play {
        private final World world;
        private final Model model;
        private final List<SiteRecord> records = new ArrayList<>();

        Play(World world) {
            this.world = world;
            this.model = new Model(world.clock.now());
        }

        String step(Step step) {
            world.clock.advance(Duration.ofSeconds(1));
            model.now = world.clock.now();
            world.shown.clear();
            String outcome;
            if (step.kind().equals("create")) {
                Model.V v = version(step);
                outcome = World.outcome(() -> records.add(world.create(step.environment(), v.title(), v.path())));
                assertThat(outcome).as(step.toString()).isEqualTo(model.create(step.environment(), v));
            } else if (records.isEmpty()) {
                return "skipped";
            } else {
                outcome = act(step);
            }
            compare(step);
            return outcome;
        }

        private String act(Step step) {
            Set<Integer> all = step.targets().stream()
                    .map(n -> n % records.size())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            int n = all.iterator().next();
            Environment env = step.environment();
            List<RecordId> ids = all.stream().map(i -> records.get(i).id()).toList();
            Publishing publishing = world.publishing();
            Model.V v = version(step);
            Instant moment = world.clock.now().plusSeconds(step.flag() ? 0 : 1 + step.number() % 25);
            record Pair(Supplier<?> real, Supplier<String> expected) {}
            Pair pair = switch (step.kind()) {
                case "save" -> new Pair(() -> save(n, step, v), () -> model.save(n, env, step.flag(), v));
                case "publish", "publishMany" ->
                    new Pair(() -> publishing.publish(world.ada, world.site, env, ids), () -> model.publish(all, env));
                case "unpublish" ->
                    new Pair(
                            () -> publishing.unpublish(world.ada, world.site, env, ids),
                            () -> model.unpublish(all, env));
                case "archive" ->
                    new Pair(() -> publishing.archive(world.ada, world.site, env, ids), () -> model.archive(all, env));
                case "revive" ->
                    new Pair(() -> publishing.revive(world.ada, world.site, env, ids), () -> model.revive(all, env));
                case "delete" ->
                    new Pair(() -> publishing.delete(world.ada, world.site, env, ids), () -> model.delete(all, env));
                case "schedule", "schedulePromote" -> {
                    Schedule.Action action =
                            step.kind().equals("schedule") ? Schedule.Action.PUBLISH : Schedule.Action.PROMOTE;
                    yield new Pair(
                            () -> publishing.schedule(world.ada, world.site, env, ids, action, moment),
                            () -> model.schedule(n, env, action, moment));
                }
                case "cancel" ->
                    new Pair(
                            () -> publishing.cancelSchedule(world.ada, world.site, env, ids),
                            () -> model.cancel(n, env));
                case "recover" -> {
                    int version = 1 + step.number() % (model.records.get(n).last + 1);
                    yield new Pair(
                            () -> publishing.recover(world.ada, world.site, env, ids.getFirst(), version, step.flag()),
                            () -> model.recover(n, env, version, step.flag()));
                }
                case "promote", "promoteMany" ->
                    new Pair(
                            () -> world.the(Promoting.class)
                                    .promote(
                                            world.ada,
                                            world.site,
                                            ids,
                                            step.flag() ? OnDrift.OVERWRITE : OnDrift.REFUSE),
                            () -> model.promote(all, step.flag()));
                case "advance" ->
                    new Pair(
                            () -> {
                                world.clock.advance(Duration.ofSeconds(step.number() % 12));
                                return world.the(Triggers.class).fireDue();
                            },
                            () -> {
                                model.advanceTo(world.clock.now());
                                return "ok";
                            });
                default -> throw new IllegalStateException(step.kind());
            };
            String outcome = World.outcome(pair.real());
            assertThat(outcome).as(step.toString()).isEqualTo(pair.expected().get());
            return outcome;
        }

        private SiteRecord save(int n, Step step, Model.V v) {
            Coordinate at = world.now(records.get(n)).in(step.environment());
            int working = at == null ? 1 : at.working();
            return world.publishing()
                    .save(
                            world.ada,
                            world.site,
                            step.environment(),
                            records.get(n).id(),
                            step.flag() ? working + 1_000 : working,
                            World.page(v.title(), v.path(), v.title()));
        }

        private static Model.V version(Step step) {
            return new Model.V("Title " + step.number() % 7, PATHS[step.number() % PATHS.length]);
        }

        private void compare(Step step) {
            for (Environment environment : Environment.values()) {
                Map<String, String> before = model.visible(environment);
                assertThat(world.visible(environment))
                        .as("what visitors of " + environment + " see after " + step)
                        .isEqualTo(before);
                for (int n = 0; n < records.size(); n++) {
                    compare(
                            world.now(records.get(n)).in(environment),
                            model.at(n, environment),
                            step + ", record " + n);
                }
            }
            for (int n = 0; n < records.size(); n++) {
                assertThat(world.now(records.get(n)).base())
                        .as("base after " + step)
                        .isEqualTo(model.records.get(n).base);
            }
            assertThat(world.entries()).as("entries after " + step).isEqualTo(model.entries);
        }

        private static void compare(Coordinate real, Model.At expected, String step) {
            if (expected == null) {
                assertThat(real).as(step).isNull();
                return;
            }
            assertThat(real).as(step).isNotNull();
            assertThat(real.state().key()).as("state after " + step).isEqualTo(expected.state());
            assertThat(real.working()).as("working version after " + step).isEqualTo(expected.working);
            assertThat(real.published()).as("published version after " + step).isEqualTo(expected.published);
            assertThat(real.schedule() == null ? null : real.schedule().at())
                    .as("schedule after " + step)
                    .isEqualTo(expected.schedule == null ? null : expected.schedule.at());
        }
    }
}
