package dev.sgen.platform.work;

import java.util.concurrent.atomic.AtomicBoolean;

/** What a server still has to do after it answers and before it counts as ready, such as bringing in its demo. */
public final class StartupTask {
    private final AtomicBoolean done;

    private StartupTask(boolean done) {
        this.done = new AtomicBoolean(done);
    }

    /** Nothing is left to do. */
    public static StartupTask none() {
        return new StartupTask(true);
    }

    /** Something is, until {@link #finish}. */
    public static StartupTask begun() {
        return new StartupTask(false);
    }

    public void finish() {
        done.set(true);
    }

    public boolean isDone() {
        return done.get();
    }
}
