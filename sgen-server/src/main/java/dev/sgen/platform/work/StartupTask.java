package dev.sgen.platform.work;

import java.util.concurrent.atomic.AtomicBoolean;

/** Work that remains after the server answers requests and before it reports ready, such as importing the demo site. */
public final class StartupTask {
    private final AtomicBoolean done;

    private StartupTask(boolean done) {
        this.done = new AtomicBoolean(done);
    }

    /** No work remains. */
    public static StartupTask none() {
        return new StartupTask(true);
    }

    /** Work remains until {@link #finish} is called. */
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
