package dev.sgen.platform.database;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts and migrates a server's database in parallel with the start of the server itself, which saves about a second.
 */
public final class StartingDatabase {
    private final CompletableFuture<RunningDatabase> database;

    private StartingDatabase(CompletableFuture<RunningDatabase> database) {
        this.database = database;
    }

    /** Starts in a thread of its own; {@link #await} reports the result. */
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
     * Waits for the database, ready for use. The caller must close it.
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

    /** Stops the database if the server didn't start; does nothing if it is stopped already. */
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
