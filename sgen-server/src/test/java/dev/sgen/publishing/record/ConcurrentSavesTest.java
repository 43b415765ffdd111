package dev.sgen.publishing.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many at once: no lost update, no half bulk, no deadlock that reaches anybody. */
@Requirement({"REC-16", "BULK-11", "SCHED-17"})
@Invariant({9, 10, 11, 12})
class ConcurrentSavesTest {
    private static final int CLIENTS = 12;
    private final World world = new World();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void of_many_saves_on_one_version_one_wins_and_the_others_are_told() throws Exception {
        SiteRecord page = world.create(Environment.STAGING, "Page", "/page");
        List<String> outcomes = atOnce(n -> () -> {
            world.publishing()
                    .save(
                            world.ada,
                            world.site,
                            Environment.STAGING,
                            page.id(),
                            1,
                            World.page("By " + n, "/page", "x"));
            return "saved";
        });
        assertThat(outcomes).filteredOn("saved"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("stale-version"::equals).hasSize(CLIENTS - 1);
    }

    @Test
    void two_records_never_come_to_stand_at_one_address() throws Exception {
        List<SiteRecord> pages = new ArrayList<>();
        for (int n = 0; n < CLIENTS; n++) {
            pages.add(world.create(Environment.STAGING, "Page " + n, "/same"));
        }
        List<String> outcomes = atOnce(n -> () -> {
            world.publish(Environment.STAGING, pages.get(n));
            return "published";
        });
        assertThat(outcomes).filteredOn("published"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("path-taken"::equals).hasSize(CLIENTS - 1);
    }

    @Test
    void bulk_operations_over_the_same_records_wait_for_each_other() throws Exception {
        List<RecordId> ids = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            SiteRecord page = world.create(Environment.STAGING, "Page " + n, "/p" + n);
            world.publish(Environment.STAGING, page);
            ids.add(page.id());
        }
        List<String> outcomes = atOnce(n -> () -> {
            List<RecordId> order = new ArrayList<>(ids);
            if (n % 2 == 0) {
                java.util.Collections.reverse(order);
            }
            if (n % 3 == 0) {
                world.the(Promoting.class).promote(world.ada, world.site, order, OnDrift.OVERWRITE);
            } else {
                world.publishing().publish(world.ada, world.site, Environment.STAGING, order);
            }
            return "done";
        });
        assertThat(outcomes).containsOnly("done");
        assertThat(world.visible(Environment.LIVE)).hasSize(20);
        assertThat(world.verify().valid()).isTrue();
    }

    @Test
    @Invariant(3)
    void one_look_sees_one_moment_whatever_is_published_meanwhile() throws Exception {
        SiteRecord page = world.create(Environment.STAGING, "Page", "/page");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            world.the(PublicReading.class).read(world.site, Environment.STAGING, view -> {
                long revision = view.revision();
                Future<?> published = other.submit(() -> world.publish(Environment.STAGING, page));
                assertThat(published).succeedsWithin(java.time.Duration.ofSeconds(20));
                assertThat(view.revision()).isEqualTo(revision);
                assertThat(view.byPath("/page")).isEmpty();
                return revision;
            });
        }
        assertThat(world.visible(Environment.STAGING)).containsEntry("/page", "Page");
    }

    @Test
    void a_trigger_fires_once_however_many_look() throws Exception {
        SiteRecord page = world.create(Environment.STAGING, "Page", "/page");
        world.publishing()
                .schedule(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        List.of(page.id()),
                        Schedule.Action.PUBLISH,
                        world.clock.now().plusSeconds(5));
        world.clock.advance(java.time.Duration.ofSeconds(6));
        atOnce(n -> () -> {
            int moved = world.the(Triggers.class).fireDue();
            return String.valueOf(moved);
        });
        assertThat(world.trail())
                .filteredOn(e -> e.operation().equals("schedule.trigger"))
                .hasSize(1);
        assertThat(world.visible(Environment.STAGING)).containsEntry("/page", "Page");
    }

    private List<String> atOnce(java.util.function.IntFunction<Callable<String>> client) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<String>> futures = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
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
