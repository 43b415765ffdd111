package dev.sgen.support;

import java.util.function.BooleanSupplier;

/**
 * How long random traffic goes on. A commit's tests are short, and go on only until they have met every outcome
 * that they promise to meet; {@code ./sgen test -Dsgen.long}, before a release, always runs the full length.
 */
public final class RandomTraffic {
    private static final boolean LONG = Boolean.getBoolean("sgen.long");

    private RandomTraffic() {}

    /** Seconds that a fuzzer sends requests for. */
    public static int seconds(int brief, int full) {
        return Integer.getInteger("sgen.fuzz.seconds", LONG ? full : brief);
    }

    /**
     * Whether another request is due.
     *
     * @param begun as of {@link System#nanoTime}
     * @param brief seconds of a short test, at least
     * @param full seconds of a long one, and the most of a short one
     * @param complete whether each promised outcome has occurred
     */
    public static boolean goesOnSince(long begun, int brief, int full, BooleanSupplier complete) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
        return seconds < seconds(brief, full) || !LONG && seconds < full && !complete.getAsBoolean();
    }

    /**
     * Whether another run is due.
     *
     * @param done runs so far
     * @param brief runs of a short test, at least
     * @param full runs of a long one, and the most of a short one
     * @param complete whether each promised outcome has occurred
     */
    public static boolean goesOn(int done, int brief, int full, BooleanSupplier complete) {
        return done < full && (LONG || done < brief || !complete.getAsBoolean());
    }
}
