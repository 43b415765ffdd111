package dev.sgen.platform.database;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition outside this process, with a time limit. */
final class Polling {
    private static final long STEP_MILLIS = 50;

    private Polling() {}

    /** Polls the condition until it is true; false if the time limit is reached. */
    static boolean until(Duration limit, BooleanSupplier isSo) {
        long end = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
