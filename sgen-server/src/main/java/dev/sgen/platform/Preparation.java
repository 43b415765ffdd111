package dev.sgen.platform;

import java.util.concurrent.atomic.AtomicBoolean;

/** What a server still has to do after it answers and before it counts as ready, such as bringing in its demo. */
public final class Preparation {
    private final AtomicBoolean done;

    private Preparation(boolean done) {
        this.done = new AtomicBoolean(done);
    }

    /** Nothing is left to do. */
    public static Preparation none() {
        return new Preparation(true);
    }

    /** Something is, until {@link #finish}. */
    public static Preparation begun() {
        return new Preparation(false);
    }

    public void finish() {
        done.set(true);
    }

    boolean isDone() {
        return done.get();
    }
}
