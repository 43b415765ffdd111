package dev.sgen.release;

import static dev.sgen.release.ReleaseWorld.promote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.engine.FaultySource;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once, and many in one. */
@Requirement({"SCHED-17", "BULK-11"})
@Invariant({3, 10, 12})
class ReleasesTogetherTest {
    private static World world;
    private static ReleaseWorld at;
    private static FaultySource counting;

    @BeforeAll
    static void begin() {
        world = new World(source -> counting = new FaultySource(source));
        at = new ReleaseWorld(world);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void freshSite() {
        world.site = world.newSite();
    }

    @Test
    void a_moment_takes_effect_once_however_many_nodes_look() throws Exception {
        Release release = at.create(
                "Once",
                world.clock.now().plusSeconds(5),
                promote(at.staged("One", "/one")),
                promote(at.staged("Two", "/two")));
        world.clock.advance(Duration.ofSeconds(6));
        List<String> outcomes =
                atOnce(12, n -> () -> String.valueOf(at.launching().fireDue()));
        assertThat(outcomes).filteredOn("1"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("0"::equals).hasSize(11);
        assertThat(world.trail())
                .filteredOn(e ->
                        e.operation().startsWith("release.") && !e.operation().equals("release.create"))
                .extracting(dev.sgen.audit.AuditEntry::operation)
                .containsExactly("release.promote");
        assertThat(at.state(release)).isEqualTo(Release.State.PROMOTED);
        assertThat(world.verify().valid()).isTrue();
    }

    @Test
    void of_many_who_change_promote_and_cancel_at_once_nobody_meets_half_a_release() throws Exception {
        SiteRecord one = at.staged("One", "/one");
        SiteRecord two = at.staged("Two", "/two");
        SiteRecord three = at.staged("Three", "/three");
        Release release = at.create("Busy", one, two);
        List<String> outcomes = atOnce(9, n -> () -> {
            switch (n % 3) {
                case 0 -> at.go(release);
                case 1 -> at.change(release, ReleaseChange.adding(List.of(promote(three))));
                default ->
                    at.change(release, ReleaseChange.moment(world.clock.now().plusSeconds(100L + n)));
            }
            return "done";
        });
        assertThat(outcomes).allSatisfy(o -> assertThat(o).isIn("done", "invalid-state", "stale-version"));
        Release after = at.open(release).release();
        if (after.state() == Release.State.PROMOTED) {
            assertThat(world.visible(Environment.LIVE))
                    .hasSize(at.open(release).items().size());
        } else {
            assertThat(world.visible(Environment.LIVE)).isEmpty();
        }
        assertThat(world.verify().valid()).isTrue();
    }

    @Test
    void one_look_at_live_never_finds_two_pages_of_different_releases() throws Exception {
        SiteRecord one = at.both("0", "/one");
        SiteRecord two = at.both("0", "/two");
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<Integer> looks = pool.submit(() -> {
                int looked = 0;
                while (!stop.get()) {
                    Map<String, String> pages = world.visible(Environment.LIVE);
                    assertThat(pages.get("/one")).isEqualTo(pages.get("/two"));
                    looked++;
                }
                return looked;
            });
            for (int round = 1; round <= 20; round++) {
                at.edit(Environment.STAGING, one, String.valueOf(round));
                at.edit(Environment.STAGING, two, String.valueOf(round));
                Release release = at.create("Round " + round, one, two);
                at.go(release);
                if (round % 4 == 0) {
                    at.undo(release);
                    at.go(at.create("Again " + round, one, two));
                }
            }
            stop.set(true);
            assertThat(looks.get()).isPositive();
        }
    }

    @Test
    void ten_thousand_records_go_and_come_back_in_as_many_statements_as_three() {
        int[] few = statements(3);
        int[] many = statements(10_000);
        assertThat(many).containsExactly(few);
        assertThat(few[1]).as("to promote").isLessThan(30);
    }

    /** How many statements it takes to put a release of that size together, to promote it, and to undo it. */
    private int[] statements(int size) {
        world.site = world.newSite();
        List<IncomingRecord> incomingRecord = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            incomingRecord.add(new IncomingRecord(
                    new RecordId(world.clock.newId()),
                    "page",
                    null,
                    World.page("Page " + i, "/p" + i, "words"),
                    IncomingRecord.Wish.PUBLISHED,
                    null));
        }
        world.publishing()
                .bringIn(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        PublishingOperations.IMPORT,
                        incomingRecord,
                        Map.of());
        counting.failNothing();
        Release release = at.releases()
                .create(
                        world.ada,
                        world.site,
                        "Size " + size,
                        null,
                        incomingRecord.stream()
                                .map(i -> new VersionPinning.Wish(i.record(), ReleaseStep.Kind.PROMOTE, null))
                                .toList());
        int create = counting.calls();
        counting.failNothing();
        at.go(release);
        int promote = counting.calls();
        assertThat(world.visible(Environment.LIVE)).hasSize(Math.min(size, 1_000));
        counting.failNothing();
        at.undo(release);
        int undo = counting.calls();
        assertThat(world.visible(Environment.LIVE)).isEmpty();
        return new int[] {create, promote, undo};
    }

    private static List<String> atOnce(int clients, IntFunction<Callable<String>> client) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
            List<Future<String>> futures = new ArrayList<>();
            for (int n = 0; n < clients; n++) {
                Callable<String> work = client.apply(n);
                futures.add(pool.submit(() -> {
                    go.await();
                    try {
                        return work.call();
                    } catch (Refused refused) {
                        return refused.refusal().code();
                    }
                }));
            }
            go.countDown();
            List<String> outcomes = new ArrayList<>();
            for (Future<String> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }
}
