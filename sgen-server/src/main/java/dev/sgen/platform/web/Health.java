package dev.sgen.platform.web;

import dev.sgen.platform.work.StartupTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** Whether this node can serve requests. Queries the database at most once per interval, however often it is called. */
public final class Health {
    private static final int VALID_SECONDS = 2;

    private final DataSource dataSource;
    private final long maxAge;
    private final StartupTask startupTask;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Probe last = new Probe(false, 0, false);

    private record Probe(boolean ready, long at, boolean taken) {}

    public Health(DataSource dataSource, Duration maxAge, StartupTask startupTask) {
        this.startupTask = startupTask;
        this.dataSource = dataSource;
        this.maxAge = maxAge.toNanos();
    }

    /** True if startup tasks are done and the database answered within the interval. */
    public boolean isReady() {
        return startupTask.isDone() && databaseAnswers();
    }

    private boolean databaseAnswers() {
        Probe known = last;
        if (known.taken() && System.nanoTime() - known.at() < maxAge) {
            return known.ready();
        }
        // One thread probes; the others use the last result, if there is one.
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
