package dev.sgen.platform.work;

import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One lane of {@link BoundedWork}: its threads, its queues per share, and the scheduling between them. */
final class WorkLane {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLane.class);
    private static final int MOST_WAITING = 1_024;
    private static final int MOST_WAITING_OF_A_SHARE = 32;
    private static final int MOST_REPLACED = 8;
    private static final long RETRY_SECONDS = 2;
    private static final long STACK_BYTES = 2L * 1024 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final String name;
    private final int size;
    private final int perShare;
    private final Duration longestWait;
    private final int nice;
    private final AtomicInteger number = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final Map<Object, Share> shares = new HashMap<>();
    private final Deque<Share> turns = new ArrayDeque<>();
    private final Set<Thread> workers = new HashSet<>();
    private int waiting;
    private int working;
    private int idle;
    private int replaced;
    private boolean closed;

    /**
     * @param size number of working threads, not counting those past their deadline
     * @param longestWait maximum wait in the queue
     * @param nice priority of its threads, as in {@link BackgroundPriority}
     */
    WorkLane(String name, int size, Duration longestWait, int nice) {
        this.name = name;
        this.nice = nice;
        this.size = size;
        this.perShare = Math.max(1, size / 2);
        this.longestWait = longestWait;
    }

    private static final class Worker extends Thread {
        Worker(Runnable work, String name) {
            super(null, work, name, STACK_BYTES);
            setDaemon(true);
        }
    }

    private static final class Share {
        final Object of;
        final Deque<Job> jobs = new ArrayDeque<>();
        int running;

        Share(Object of) {
            this.of = of;
        }
    }

    /** A computation. All its state but the result is guarded by the lane's lock. */
    private static final class Job {
        final Share share;
        final Runnable work;
        final CompletableFuture<Boolean> begun = new CompletableFuture<>();

        @Nullable
        Thread thread;

        boolean replaced;

        Job(Share share, Runnable work) {
            this.share = share;
            this.work = work;
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    static boolean isWorker() {
        return Thread.currentThread() instanceof Worker;
    }

    <T> T run(Object share, Duration deadline, Supplier<T> work, Supplier<? extends RuntimeException> late) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Job job = submit(share, () -> {
            try {
                result.complete(work.get());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        try {
            awaitTurn(job);
            return result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException overrun) {
            LOG.warn("A piece of {} of {} ran longer than {} and was given up", name, share, deadline);
            abandon(job);
            throw late.get();
        } catch (InterruptedException stopped) {
            abandon(job);
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException failed) {
            throw unchecked(failed.getCause());
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private static Refused busy() {
        return new Refused(new WorkRefusal.Busy(RETRY_SECONDS));
    }

    private Job submit(Object of, Runnable work) {
        lock.lock();
        try {
            Share share = shares.computeIfAbsent(of, Share::new);
            if (closed || waiting >= MOST_WAITING || share.jobs.size() >= MOST_WAITING_OF_A_SHARE) {
                forgetIfIdle(share);
                throw busy();
            }
            Job job = new Job(share, work);
            if (share.jobs.isEmpty()) {
                turns.addLast(share);
            }
            share.jobs.addLast(job);
            waiting++;
            if (idle < waiting && working < size) {
                addWorker();
            } else {
                ready.signal();
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn(Job job) throws InterruptedException, ExecutionException {
        try {
            job.begun.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException noTurn) {
            if (withdraw(job)) {
                throw busy();
            }
        }
    }

    /** Removes a job from the queue; false if it has begun. */
    private boolean withdraw(Job job) {
        lock.lock();
        try {
            Share share = job.share;
            if (!share.jobs.remove(job)) {
                return false;
            }
            waiting--;
            if (share.jobs.isEmpty()) {
                turns.remove(share);
                forgetIfIdle(share);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts a job and starts another thread in its place until it ends. */
    private void abandon(Job job) {
        if (withdraw(job)) {
            return;
        }
        lock.lock();
        try {
            Thread thread = job.thread;
            if (thread == null) {
                return;
            }
            thread.interrupt();
            if (replaced < MOST_REPLACED && !closed) {
                job.replaced = true;
                replaced++;
                working--;
                addWorker();
            }
        } finally {
            lock.unlock();
        }
    }

    private void addWorker() {
        Thread worker = new Worker(this::work, name + "-" + number.incrementAndGet());
        workers.add(worker);
        working++;
        worker.start();
    }

    private void work() {
        if (nice > 0) {
            BackgroundPriority.of(nice);
        }
        Job job = next();
        while (job != null) {
            job.begun.complete(true);
            job.work.run();
            job = finish(job) ? next() : null;
        }
        lock.lock();
        try {
            workers.remove(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** The next job of a share that has a free thread; null if there is none for the idle time. */
    private @Nullable Job next() {
        lock.lock();
        try {
            long left = IDLE.toNanos();
            while (true) {
                Job job = closed ? null : take();
                if (job != null || closed || left <= 0) {
                    working -= job == null ? 1 : 0;
                    return job;
                }
                idle++;
                try {
                    left = ready.awaitNanos(left);
                } catch (InterruptedException closing) {
                    left = closed ? 0 : left;
                } finally {
                    idle--;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Job take() {
        for (int n = turns.size(); n > 0; n--) {
            Share share = Objects.requireNonNull(turns.pollFirst());
            if (share.running < perShare) {
                Job job = Objects.requireNonNull(share.jobs.pollFirst());
                if (!share.jobs.isEmpty()) {
                    turns.addLast(share);
                }
                waiting--;
                share.running++;
                job.thread = Thread.currentThread();
                return job;
            }
            turns.addLast(share);
        }
        return null;
    }

    /** Ends a job; false if another thread has replaced this one. */
    private boolean finish(Job job) {
        lock.lock();
        try {
            // Clears an interrupt that was meant for the job that just ended.
            Thread.interrupted();
            job.thread = null;
            job.share.running--;
            forgetIfIdle(job.share);
            ready.signal();
            replaced -= job.replaced ? 1 : 0;
            return !job.replaced;
        } finally {
            lock.unlock();
        }
    }

    private void forgetIfIdle(Share share) {
        if (share.running == 0 && share.jobs.isEmpty()) {
            shares.remove(share.of);
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            workers.forEach(Thread::interrupt);
            turns.forEach(share -> share.jobs.forEach(job -> job.begun.completeExceptionally(busy())));
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
