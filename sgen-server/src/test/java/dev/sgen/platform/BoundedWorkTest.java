package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two cores, so three threads in the short lane and two in the long one; a share has one of them. */
@Invariant(21)
@Requirement({"T36", "T38"})
class BoundedWorkTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final BoundedWork work = new BoundedWork(2);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean stubborn = new AtomicBoolean(true);

    @AfterEach
    void end() {
        release.countDown();
        stubborn.set(false);
        work.close();
        callers.shutdownNow();
    }

    private <T> T run(Lane lane, Object share, Duration deadline, Supplier<T> piece) {
        return work.run(lane, share, deadline, piece, () -> new IllegalStateException("late"));
    }

    /** Begins a piece that stands until it is released, and waits until it has begun. */
    private void block(Lane lane, Object share) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        callers.execute(() -> run(lane, share, LONG, () -> {
            begun.countDown();
            return await(release);
        }));
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException given) {
            return false;
        }
    }

    /** What heeds no interrupt, as a parser doesn't. */
    private boolean spin() {
        while (stubborn.get()) {
            Thread.onSpinWait();
        }
        return true;
    }

    @Test
    void work_of_a_virtual_thread_leaves_its_carrier() throws Exception {
        assertThat(callers.submit(() -> run(
                                Lane.SHORT,
                                "a",
                                LONG,
                                () -> Thread.currentThread().isVirtual()))
                        .get())
                .isFalse();
        assertThat(run(Lane.SHORT, "a", LONG, () -> run(Lane.LONG, "a", LONG, () -> "nested")))
                .isEqualTo("nested");
    }

    @Test
    void what_the_work_throws_comes_out_as_it_is() {
        assertThatThrownBy(() -> run(Lane.SHORT, "a", LONG, () -> {
                    throw new UnsupportedOperationException("mine");
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("mine");
        assertThatThrownBy(() -> run(Lane.LONG, "a", LONG, () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void a_share_that_stands_holds_no_other_share_up() throws Exception {
        block(Lane.SHORT, "flooding");
        for (int n = 0; n < 20; n++) {
            callers.execute(() -> run(Lane.SHORT, "flooding", LONG, () -> await(release)));
        }
        assertThat(run(Lane.SHORT, "other", LONG, () -> "served")).isEqualTo("served");
        assertThat(run(Lane.SHORT, "passwords", LONG, () -> "served")).isEqualTo("served");
    }

    @Test
    void neither_lane_waits_for_the_other() throws Exception {
        block(Lane.LONG, "a");
        block(Lane.LONG, "b");
        assertThat(run(Lane.SHORT, "a", LONG, () -> "served")).isEqualTo("served");
    }

    @Test
    void shares_take_turns() throws Exception {
        List<Object> order = new ArrayList<>();
        CountDownLatch firstTwo = new CountDownLatch(2);
        block(Lane.LONG, "x");
        block(Lane.LONG, "y");
        List<Future<?>> all = new ArrayList<>();
        // All that "a" wants is queued before "b" asks for its first.
        for (String share : List.of("a", "a", "a", "a", "b", "b")) {
            int before = all.size();
            all.add(callers.submit(() -> run(Lane.LONG, share, LONG, () -> {
                synchronized (order) {
                    order.add(share);
                }
                // Each thread of the lane has begun one before either takes its second.
                firstTwo.countDown();
                return await(firstTwo);
            })));
            Awaitility.await().until(() -> work.waiting(Lane.LONG) == before + 1);
        }
        release.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(order.subList(0, 2)).contains("b");
    }

    @Test
    void a_full_queue_is_told_to_come_back() throws Exception {
        block(Lane.SHORT, "a");
        List<Future<?>> callersOfA = new ArrayList<>();
        for (int n = 0; n < 32; n++) {
            callersOfA.add(callers.submit(() -> run(Lane.SHORT, "a", LONG, () -> "late")));
        }
        Awaitility.await().until(() -> work.waiting(Lane.SHORT) == 32);
        assertThatThrownBy(() -> run(Lane.SHORT, "a", LONG, () -> "never"))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo("busy");
                    assertThat(refused.refusal().facts()).containsKey("retryAfterSeconds");
                });
        assertThat(run(Lane.SHORT, "b", LONG, () -> "served")).isEqualTo("served");
        release.countDown();
        for (Future<?> each : callersOfA) {
            assertThat(each.get()).isEqualTo("late");
        }
    }

    @Test
    void work_that_overruns_is_interrupted_and_its_caller_told() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        assertThatThrownBy(() -> run(Lane.SHORT, "a", Duration.ofMillis(50), () -> {
                    interrupted.set(!await(new CountDownLatch(1)));
                    return true;
                }))
                .hasMessage("late");
        Awaitility.await().untilTrue(interrupted);
        // The interrupt isn't left to whatever comes next.
        assertThat(run(Lane.SHORT, "a", LONG, () -> Thread.currentThread().isInterrupted()))
                .isFalse();
    }

    @Test
    void work_that_heeds_no_interrupt_takes_no_thread_from_other_shares() {
        for (String share : List.of("a", "b", "c", "d")) {
            assertThatThrownBy(() -> run(Lane.SHORT, share, Duration.ofMillis(20), this::spin))
                    .hasMessage("late");
        }
        assertThat(run(Lane.SHORT, "e", LONG, () -> "served")).isEqualTo("served");
        stubborn.set(false);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(run(Lane.SHORT, "a", LONG, () -> "again")).isEqualTo("again"));
    }

    @Test
    void a_share_whose_work_does_not_end_has_no_second_thread() throws Exception {
        assertThatThrownBy(() -> run(Lane.SHORT, "a", Duration.ofMillis(20), this::spin))
                .hasMessage("late");
        Future<String> next = callers.submit(() -> run(Lane.SHORT, "a", LONG, () -> "next"));
        Awaitility.await().until(() -> work.waiting(Lane.SHORT) == 1);
        stubborn.set(false);
        assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @Test
    void all_shares_together_wait_in_a_bounded_queue() throws Exception {
        block(Lane.LONG, "x");
        block(Lane.LONG, "y");
        for (int n = 0; n < 1_024; n++) {
            int share = n / 32;
            callers.execute(() -> run(Lane.LONG, share, LONG, () -> true));
        }
        Awaitility.await().until(() -> work.waiting(Lane.LONG) == 1_024);
        // At once, and not when the wait for a turn is over.
        Future<String> oneMore = callers.submit(() -> run(Lane.LONG, "one more", LONG, () -> "never"));
        assertThatThrownBy(() -> oneMore.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(Refused.class);
    }

    @Test
    void work_that_does_not_end_is_made_up_for_by_eight_spare_threads_and_no_more() throws Exception {
        for (int n = 0; n < 3 + 8; n++) {
            int share = n;
            assertThatThrownBy(() -> run(Lane.SHORT, share, Duration.ofMillis(20), this::sleepOn))
                    .hasMessage("late");
        }
        Future<String> next = callers.submit(() -> run(Lane.SHORT, "next", LONG, () -> "next"));
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> work.waiting(Lane.SHORT) == 1);
        stubborn.set(false);
        assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo("next");
    }

    /** Heeds no interrupt either, and leaves the processor to others. */
    private boolean sleepOn() {
        while (stubborn.get()) {
            // Parks even after an interrupt, which is forgotten here.
            if (!Thread.interrupted()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        return true;
    }
}
