package dev.sgen.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.support.Invariant;
import dev.sgen.support.RandomTraffic;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random releases over a few records while both sides are edited. Half of the moves are drawn blindly; the others
 * follow plots, each of which leads towards a situation that chance alone brings about too rarely: an address that
 * live gave to another record, a change made since. What else happens between the moves of a plot may spoil it.
 * {@code -Dsgen.steps=N} makes it longer, {@code -Dsgen.seed=N} repeats one.
 */
@Requirement({"REC-18", "PROM-11", "BULK-11"})
@Invariant({1, 3, 5, 7, 10, 11, 12})
class LifeOfReleasesTest {
    private static final int STEPS_PER_RUN = 50;
    private static final int BRIEF_RUNS = 24;
    private static final int FULL_RUNS = 80;
    private static final List<String> OUTCOMES = List.of(
            "promote ok",
            "promote drift",
            "promote invalid-state",
            "promote path-taken",
            "overwrite ok",
            "overwrite invalid-state",
            "overwrite path-taken",
            "merge ok",
            "merge drift",
            "merge invalid-state",
            "merge path-taken",
            "merged MERGE",
            "trigger ok",
            "trigger drift",
            "trigger invalid-state",
            "trigger path-taken",
            "undo ok",
            "undo drift",
            "undo path-taken",
            "undo keep ok",
            "undo keep path-taken",
            "undo put-back ok",
            "undo put-back path-taken",
            "undone put-back",
            "undone removed",
            "undone merged",
            "undone kept",
            "add ok",
            "add invalid-state");
    private static final Environment STAGING = Environment.STAGING;
    private static final Environment LIVE = Environment.LIVE;

    private static World world;
    private static ReleaseWorld at;

    private final Map<String, Integer> seen = new TreeMap<>();
    private final Deque<Runnable> plot = new ArrayDeque<>();
    private Random random = new Random();
    private ReleaseLife life;

    @BeforeAll
    static void begin() {
        world = new World();
        at = new ReleaseWorld(world);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void every_step_keeps_what_was_promised() {
        long seed = Long.getLong("sgen.seed", new Random().nextLong());
        random = new Random(seed);
        for (int run = 0;
                RandomTraffic.goesOn(
                        run, BRIEF_RUNS, FULL_RUNS, () -> seen.keySet().containsAll(OUTCOMES));
                run++) {
            world.site = world.newSite();
            life = new ReleaseLife(at, random, seen);
            plot.clear();
            try {
                life.begin();
                for (int i = 1; i < STEPS_PER_RUN; i++) {
                    world.clock.advance(Duration.ofSeconds(1));
                    step();
                }
                assertThat(world.verify().valid()).isTrue();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError(
                        "seed " + seed + ", run " + run + ":\n" + String.join("\n", life.script), broken);
            }
        }
        System.out.println("Life of releases, seed " + seed + ": " + seen);
        assertThat(seen.keySet()).as(seen.toString()).containsAll(OUTCOMES);
    }

    private void step() {
        if (plot.isEmpty() && random.nextInt(3) == 0) {
            think();
        }
        if (!plot.isEmpty() && random.nextInt(4) > 0) {
            plot.remove().run();
        } else {
            chance();
        }
    }

    private void chance() {
        SiteRecord record = life.any();
        Environment side = random.nextInt(3) == 0 ? LIVE : STAGING;
        List<Release> gone = List.copyOf(life.before.keySet());
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> {
                // Now and then an address that another record may hold.
                String path = random.nextInt(8) == 0 ? "/r" + random.nextInt(ReleaseLife.RECORDS) : null;
                life.edit(side, record, oneOf(ReleaseLife.Touch.values()), path);
            }
            case 4 -> {
                // Now and then only, so that most records stay where they can meet.
                if (random.nextInt(3) == 0) {
                    life.takeOff(side, record);
                }
            }
            case 5 -> life.revive(side, record);
            case 6, 7 -> {
                Map<SiteRecord, VersionPinning.Wish> wishes = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    wishes.computeIfAbsent(life.any(), life::wish);
                }
                life.release(wishes.values().toArray(VersionPinning.Wish[]::new));
            }
            case 8 -> {
                if (!life.releases.isEmpty()) {
                    life.add(oneOf(life.releases), record);
                }
            }
            case 9, 10 -> {
                if (!life.releases.isEmpty()) {
                    life.promote(oneOf(life.releases), onDrift());
                }
            }
            case 11 -> {
                if (!life.releases.isEmpty()) {
                    life.trigger(oneOf(life.releases));
                }
            }
            default -> {
                if (!gone.isEmpty()) {
                    life.undo(oneOf(gone), oneOf(ReleaseUndoOutcome.OnConflict.values()));
                }
            }
        }
    }

    private void think() {
        SiteRecord one = life.any();
        SiteRecord other = life.any();
        if (one == other) {
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> theAddressIsTakenOnLive(one, other);
            case 2, 3 -> stagingTakesItBack(one);
            case 4, 5 -> bothSidesChangeIt(one);
            case 6, 7 -> liveIsChangedSince(one);
            case 8 -> theAddressIsGivenAwaySince(one, other);
            default -> itWasNotThereBefore(one);
        }
    }

    /** Staging gives the address of one record to another, and only the other one goes to live. */
    private void theAddressIsTakenOnLive(SiteRecord one, SiteRecord other) {
        plot.add(() -> life.revive(STAGING, other));
        plot.add(() -> life.edit(STAGING, other, ReleaseLife.Touch.BOTH, life.fresh()));
        plot.add(() -> life.edit(STAGING, one, ReleaseLife.Touch.BOTH, life.address(other)));
        AtomicReference<Release> release = released(one, ReleaseStep.Kind.PROMOTE);
        plot.add(() -> goes(release));
    }

    private void stagingTakesItBack(SiteRecord one) {
        plot.add(() -> life.edit(STAGING, one, ReleaseLife.Touch.BOTH, null));
        AtomicReference<Release> release = released(one, ReleaseStep.Kind.PROMOTE);
        plot.add(() -> life.takeOff(STAGING, one));
        plot.add(() -> goes(release));
    }

    /** In different places every other time, so that both can be had. */
    private void bothSidesChangeIt(SiteRecord one) {
        boolean apart = random.nextBoolean();
        ReleaseLife.Touch here = apart ? ReleaseLife.Touch.TITLE : oneOf(ReleaseLife.Touch.values());
        ReleaseLife.Touch there = apart ? ReleaseLife.Touch.TEXT : oneOf(ReleaseLife.Touch.values());
        plot.add(() -> promoted(life.release(ReleaseWorld.promote(one)), OnDrift.OVERWRITE));
        plot.add(() -> life.edit(STAGING, one, here, null));
        plot.add(() -> life.edit(LIVE, one, there, null));
        AtomicReference<Release> release = released(one, ReleaseStep.Kind.PROMOTE);
        plot.add(() -> promoted(release.get(), random.nextInt(4) == 0 ? OnDrift.REFUSE : OnDrift.MERGE));
    }

    private void liveIsChangedSince(SiteRecord one) {
        plot.add(() -> life.edit(STAGING, one, ReleaseLife.Touch.TITLE, null));
        AtomicReference<Release> release = released(one, ReleaseStep.Kind.PROMOTE);
        plot.add(() -> arrives(release));
        ReleaseLife.Touch since = random.nextBoolean() ? ReleaseLife.Touch.TEXT : oneOf(ReleaseLife.Touch.values());
        plot.add(() -> life.edit(LIVE, one, since, null));
        plot.add(() -> undone(release, ReleaseUndoOutcome.OnConflict.REFUSE));
    }

    private void theAddressIsGivenAwaySince(SiteRecord one, SiteRecord other) {
        AtomicReference<String> address = new AtomicReference<>();
        plot.add(() -> {
            address.set(life.address(one));
            life.edit(STAGING, one, ReleaseLife.Touch.BOTH, life.fresh());
        });
        AtomicReference<Release> release = released(one, ReleaseStep.Kind.PROMOTE);
        plot.add(() -> arrives(release));
        plot.add(() -> life.edit(LIVE, other, ReleaseLife.Touch.BOTH, address.get()));
        plot.add(() -> undone(release, oneOf(ReleaseUndoOutcome.OnConflict.values())));
    }

    private void itWasNotThereBefore(SiteRecord one) {
        AtomicReference<Release> away = released(one, ReleaseStep.Kind.DELETE);
        plot.add(() -> arrives(away));
        AtomicReference<Release> back = released(one, ReleaseStep.Kind.PROMOTE);
        plot.add(() -> arrives(back));
        plot.add(() -> undone(back, oneOf(ReleaseUndoOutcome.OnConflict.values())));
    }

    /** A release of one record, as soon as the plot comes to it. */
    private AtomicReference<Release> released(SiteRecord one, ReleaseStep.Kind kind) {
        AtomicReference<Release> release = new AtomicReference<>();
        plot.add(() -> release.set(life.release(ReleaseWorld.wish(one, kind))));
        return release;
    }

    /** Any way there is, whether it succeeds or not. */
    private void goes(AtomicReference<Release> release) {
        if (random.nextInt(4) > 0) {
            promoted(release.get(), oneOf(OnDrift.values()));
        } else if (life.releases.contains(release.get())) {
            life.trigger(release.get());
        }
    }

    /** By a way that succeeds if any does. */
    private void arrives(AtomicReference<Release> release) {
        if (life.hotFixed.isEmpty() && random.nextInt(3) == 0 && life.releases.contains(release.get())) {
            life.trigger(release.get());
        } else {
            boolean safe = life.hotFixed.isEmpty() && random.nextBoolean();
            promoted(release.get(), safe ? OnDrift.REFUSE : OnDrift.OVERWRITE);
        }
    }

    private void promoted(@Nullable Release release, OnDrift onDrift) {
        if (release != null && life.releases.contains(release)) {
            life.promote(release, onDrift);
        }
    }

    private void undone(AtomicReference<Release> release, ReleaseUndoOutcome.OnConflict onConflict) {
        if (life.before.containsKey(release.get())) {
            life.undo(release.get(), onConflict);
        }
    }

    private OnDrift onDrift() {
        return random.nextInt(3) > 0 ? OnDrift.REFUSE : oneOf(OnDrift.values());
    }

    private <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private <T> T oneOf(T[] some) {
        return some[random.nextInt(some.length)];
    }
}
