package dev.sgen.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** Whether this node can serve. It asks the database at most once per interval, however often it is asked itself. */
final class Health {
    private static final int VALID_SECONDS = 2;

    private final DataSource dataSource;
    private final long maxAge;
    private final Preparation preparation;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Probe last = new Probe(false, 0, false);

    private record Probe(boolean ready, long at, boolean taken) {}

    Health(DataSource dataSource, Duration maxAge, Preparation preparation) {
        this.preparation = preparation;
        this.dataSource = dataSource;
        this.maxAge = maxAge.toNanos();
    }

    /** True if nothing is left to prepare and the database answered within the interval. */
    boolean isReady() {
        return preparation.isDone() && databaseAnswers();
    }

    private boolean databaseAnswers() {
        Probe known = last;
        if (known.taken() && System.nanoTime() - known.at() < maxAge) {
            return known.ready();
        }
        // One asks; the others take what is known, once anything is.
        if (known.taken() ? asking.tryLock() : lock()) {
            try {
                if (last == known) {
                    last = new Probe(probe(), System.nanoTime(), true);
                }
            } finally {
                asking.unlock();
            }
        }
        return last.ready();
    }

    private boolean lock() {
        asking.lock();
        return true;
    }

    private boolean probe() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(VALID_SECONDS);
        } catch (SQLException no) {
            return false;
        }
    }
}
