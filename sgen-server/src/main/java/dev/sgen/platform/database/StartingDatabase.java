package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A server's database on its way up, schema included, while the server reads its own classes: the two wait for each
 * other a second otherwise, at each start.
 */
public final class StartingDatabase {
    private final CompletableFuture<RunningDatabase> database;

    private StartingDatabase(CompletableFuture<RunningDatabase> database) {
        this.database = database;
    }

    /** Begins in a thread of its own; how it went is told by {@link #await}. */
    public static StartingDatabase begin(Settings settings) {
        CompletableFuture<RunningDatabase> database = new CompletableFuture<>();
        Thread.ofPlatform().name("database-start").daemon().start(() -> {
            try {
                database.complete(started(settings));
            } catch (Throwable failed) {
                database.completeExceptionally(failed);
            }
        });
        return new StartingDatabase(database);
    }

    private static RunningDatabase started(Settings settings) {
        RunningDatabase running = RunningDatabase.forServer(settings, new TimeAndIds(settings.clockOffset()));
        try {
            running.prepare();
            return running;
        } catch (RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    /**
     * The database, ready for use; from here on it is the caller's to close.
     *
     * @throws CannotStart as {@link RunningDatabase} does
     */
    public RunningDatabase await() {
        try {
            return database.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw failed;
        }
    }

    /** Stops what was begun, for a server that didn't come up; one that is stopped already stays so. */
    public void abandon() {
        RunningDatabase running;
        try {
            running = database.join();
        } catch (CompletionException neverRan) {
            return;
        }
        running.close();
    }
}
