package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.release.Release;
import dev.sgen.release.ReleaseChange;
import dev.sgen.release.ReleaseItem;
import dev.sgen.release.Releases;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random releases over a few records while both sides are edited. The model is what a person would write down:
 * what each release holds, what live showed before it went, and which changes on live staging never saw.
 * {@code -Dsgen.steps=N} makes it longer, {@code -Dsgen.seed=N} repeats one.
 */
@Requirement({"REC-18", "PROM-11", "BULK-11"})
@Invariant({1, 3, 5, 7, 10, 11, 12})
class LifeOfReleasesTest {
    private static final int STEPS_PER_RUN = 50;
    private static final int RUNS = Math.max(4, Integer.getInteger("sgen.steps", 4_000) / STEPS_PER_RUN);
    private static final int RECORDS = 6;

    private static World world;
    private static ReleaseWorld at;

    private final Map<String, Integer> seen = new TreeMap<>();

    @BeforeAll
    static void begin() {
        world = new World();
        at = new ReleaseWorld(world);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    /** What a run knows beside the database. */
    private static final class Notes {
        final List<SiteRecord> records = new ArrayList<>();
        final List<Release> releases = new ArrayList<>();
        /** By release: what live showed of its records when it went. */
        final Map<Release, Map<RecordId, Integer>> before = new HashMap<>();
        /** Records whose live version was made there and never reached staging. */
        final Set<RecordId> hotFixed = new HashSet<>();

        int edits;
    }

    @Test
    void every_step_keeps_what_was_promised() {
        long seed = Long.getLong("sgen.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            world.site = world.newSite();
            Notes notes = new Notes();
            List<String> script = new ArrayList<>();
            try {
                for (int i = 0; i < STEPS_PER_RUN; i++) {
                    step(random, notes, script);
                }
                assertThat(world.verify().valid()).isTrue();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + ", run " + run + ":\n" + String.join("\n", script), broken);
            }
        }
        assertThat(seen.keySet())
                .as(seen.toString())
                .contains(
                        "promote ok",
                        "promote drift",
                        "promote invalid-state",
                        "promote path-taken",
                        "overwrite ok",
                        "trigger PROMOTED",
                        "trigger FAILED",
                        "undo ok",
                        "undo drift",
                        "undo keep ok",
                        "undo put-back ok",
                        "add ok",
                        "add invalid-state");
    }

    private void step(Random random, Notes notes, List<String> script) {
        world.clock.advance(Duration.ofSeconds(1));
        if (notes.records.size() < RECORDS) {
            int n = notes.records.size();
            notes.records.add(at.both("Record " + n, "/r" + n));
            script.add("create " + n);
            return;
        }
        int r = random.nextInt(RECORDS);
        SiteRecord record = notes.records.get(r);
        Environment side = random.nextInt(3) == 0 ? Environment.LIVE : Environment.STAGING;
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> {
                script.add("edit " + r + " " + side);
                edit(side, record, notes, random);
            }
            case 4 -> {
                // Now and then only, so that most records stay where they can meet.
                if (random.nextInt(3) > 0) {
                    return;
                }
                script.add("take off " + r + " " + side);
                String outcome = World.outcome(() -> random.nextBoolean()
                        ? world.publishing().unpublish(world.ada, world.site, side, List.of(record.id()))
                        : world.publishing().archive(world.ada, world.site, side, List.of(record.id())));
                if (side == Environment.LIVE && outcome.equals("ok")) {
                    notes.hotFixed.remove(record.id());
                }
            }
            case 5 -> {
                script.add("revive " + r + " " + side);
                World.outcome(() -> world.publishing().revive(world.ada, world.site, side, List.of(record.id())));
            }
            case 6, 7 -> begin(random, notes, script);
            case 8 -> {
                if (!notes.releases.isEmpty()) {
                    Release release = pick(random, notes);
                    script.add("add " + r + " to " + release.name());
                    count(
                            "add",
                            World.outcome(
                                    () -> at.change(release, ReleaseChange.adding(List.of(wish(random, record))))));
                }
            }
            case 9, 10 -> {
                if (!notes.releases.isEmpty()) {
                    Release release = pick(random, notes);
                    OnDrift onDrift = random.nextInt(3) == 0 ? OnDrift.OVERWRITE : OnDrift.REFUSE;
                    script.add("promote " + release.name() + " " + onDrift);
                    promote(release, onDrift, notes);
                }
            }
            case 11 -> {
                if (!notes.releases.isEmpty()) {
                    trigger(pick(random, notes), notes, script);
                }
            }
            default -> {
                if (!notes.before.isEmpty()) {
                    List<Release> gone = List.copyOf(notes.before.keySet());
                    Release release = gone.get(random.nextInt(gone.size()));
                    StepBack.OnConflict onConflict =
                            StepBack.OnConflict.values()[random.nextInt(StepBack.OnConflict.values().length)];
                    script.add("undo " + release.name() + " " + onConflict);
                    undo(release, onConflict, notes);
                }
            }
        }
    }

    private static Pinning.Wish wish(Random random, SiteRecord record) {
        LiveStep.Kind[] kinds = LiveStep.Kind.values();
        LiveStep.Kind kind = random.nextInt(3) == 0 ? kinds[random.nextInt(kinds.length)] : LiveStep.Kind.PROMOTE;
        return new Pinning.Wish(record.id(), kind, null);
    }

    private static Release pick(Random random, Notes notes) {
        return notes.releases.get(random.nextInt(notes.releases.size()));
    }

    private void count(String kind, String outcome) {
        seen.merge(kind + " " + outcome, 1, Integer::sum);
    }

    private void edit(Environment side, SiteRecord record, Notes notes, Random random) {
        Coordinate here = world.now(record).in(side);
        if (here == null || here.archived()) {
            return;
        }
        // Now and then an address that another record may hold.
        String path = random.nextInt(8) == 0 ? "/r" + random.nextInt(RECORDS) : here.path();
        world.save(side, record, "Edit " + ++notes.edits, path);
        String outcome = World.outcome(() -> world.publish(side, record));
        if (side == Environment.LIVE && outcome.equals("ok")) {
            notes.hotFixed.add(record.id());
        }
    }

    private void begin(Random random, Notes notes, List<String> script) {
        Map<RecordId, Pinning.Wish> wishes = new LinkedHashMap<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            SiteRecord record = notes.records.get(random.nextInt(RECORDS));
            wishes.put(record.id(), wish(random, record));
        }
        String name = "release " + script.size();
        script.add("begin " + name + " with " + wishes.values());
        String outcome = World.outcome(() -> {
            Release made = at.create(name, null, wishes.values().toArray(Pinning.Wish[]::new));
            notes.releases.add(made);
            return made;
        });
        count("add", outcome);
    }

    private Map<RecordId, Integer> live(Notes notes) {
        Map<RecordId, Integer> live = new HashMap<>();
        notes.records.forEach(r -> {
            Coordinate here = world.now(r).live();
            live.put(r.id(), here == null ? null : here.published());
        });
        return live;
    }

    private void promote(Release release, OnDrift onDrift, Notes notes) {
        Releases.Opened opened = at.open(release);
        Map<RecordId, Integer> before = live(notes);
        long entries = world.entries();
        String outcome = World.outcome(() -> at.go(release, onDrift));
        count(onDrift == OnDrift.OVERWRITE ? "overwrite" : "promote", outcome);
        if (onDrift == OnDrift.REFUSE && opened.release().pending()) {
            assertThat(outcome.equals("ok"))
                    .as("the preflight says what happens: " + outcome)
                    .isEqualTo(opened.ready());
        }
        settled(release, opened, before, entries, outcome.equals("ok"), onDrift, notes);
    }

    private void trigger(Release release, Notes notes, List<String> script) {
        if (!at.open(release).release().pending()) {
            return;
        }
        script.add("schedule " + release.name());
        at.atMoment(release, world.clock.now().plusSeconds(1));
        Releases.Opened opened = at.open(release);
        Map<RecordId, Integer> before = live(notes);
        long entries = world.entries();
        world.clock.advance(Duration.ofSeconds(2));
        int fired = at.launching().fireDue();
        assertThat(at.launching().fireDue()).isZero();
        Release.State state = at.state(release);
        count("trigger", state.name());
        assertThat(state).isEqualTo(fired == 1 ? Release.State.PROMOTED : Release.State.FAILED);
        assertThat(fired == 1).isEqualTo(opened.ready());
        if (fired == 0) {
            assertThat(world.entries()).isEqualTo(entries + 1);
            assertThat(live(notes)).isEqualTo(before);
        } else {
            settled(release, opened, before, entries, true, OnDrift.REFUSE, notes);
        }
    }

    private void settled(
            Release release,
            Releases.Opened opened,
            Map<RecordId, Integer> before,
            long entries,
            boolean went,
            OnDrift onDrift,
            Notes notes) {
        Map<RecordId, Integer> after = live(notes);
        if (!went) {
            assertThat(after).isEqualTo(before);
            assertThat(world.entries()).isEqualTo(entries);
            return;
        }
        assertThat(world.entries()).isEqualTo(entries + 1);
        Map<RecordId, Integer> held = new HashMap<>();
        for (ReleaseItem item : opened.items()) {
            held.put(item.record(), item.step().version());
            if (onDrift == OnDrift.REFUSE
                    && !Objects.equals(before.get(item.record()), item.step().version())) {
                assertThat(notes.hotFixed)
                        .as("a change made on live is never replaced unseen")
                        .doesNotContain(item.record());
            }
            notes.hotFixed.remove(item.record());
        }
        after.forEach(
                (id, version) -> assertThat(version).isEqualTo(held.containsKey(id) ? held.get(id) : before.get(id)));
        notes.before.put(release, before);
        notes.releases.remove(release);
    }

    private void undo(Release release, StepBack.OnConflict onConflict, Notes notes) {
        Map<RecordId, Integer> now = live(notes);
        long entries = world.entries();
        Map<RecordId, StepBack> said = new HashMap<>();
        String outcome = World.outcome(() -> {
            at.launching()
                    .undoPreview(world.ada, world.site, release.id(), onConflict)
                    .forEach(b -> said.put(b.record(), b));
            return at.undo(release, onConflict);
        });
        String word = onConflict == StepBack.OnConflict.REFUSE ? "undo" : "undo " + onConflict.key();
        count(word, outcome);
        if (!outcome.equals("ok")) {
            assertThat(outcome).isIn("drift", "path-taken");
            assertThat(live(notes)).isEqualTo(now);
            assertThat(world.entries()).isEqualTo(entries);
            assertThat(outcome.equals("drift"))
                    .isEqualTo(said.values().stream().anyMatch(b -> b.effect() == StepBack.Effect.CONFLICT));
            return;
        }
        assertThat(world.entries()).isEqualTo(entries + 1);
        Map<RecordId, Integer> before = Objects.requireNonNull(notes.before.remove(release));
        Map<RecordId, Integer> after = live(notes);
        after.forEach((id, version) -> {
            StepBack back = said.get(id);
            if (back == null || back.effect() == StepBack.Effect.KEPT) {
                assertThat(version).as("untouched").isEqualTo(now.get(id));
            } else if (back.effect() != StepBack.Effect.MERGED) {
                assertThat(version).as("as before the release").isEqualTo(before.get(id));
                notes.hotFixed.remove(id);
            }
        });
    }
}
