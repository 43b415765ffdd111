package dev.sgen.platform.database;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for the world outside, with an end. */
final class Polling {
    private static final long STEP_MILLIS = 50;

    private Polling() {}

    /** Asks again and again until it is so; false when the time is over. */
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
