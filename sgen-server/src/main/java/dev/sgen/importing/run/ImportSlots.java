package dev.sgen.importing.run;

import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits concurrent imports: at most two at a time, of different sites, whose files together fit into memory, because
 * a file's items are in memory while they are imported. Thread-safe; limits apply per node.
 */
public final class ImportSlots {
    private static final int AT_ONCE = 2;
    private static final int MOST_OF_A_SITE = 8;
    private static final long RETRY_SECONDS = 30;

    private final long room;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private final Map<SiteId, Long> running = new HashMap<>();
    private final Map<SiteId, Integer> admitted = new HashMap<>();

    /**
     * Creates the slots.
     *
     * @param room how many bytes of files may be imported at a time; a larger file runs alone
     */
    public ImportSlots(long room) {
        this.room = room;
    }

    /**
     * Registers an import before its file is stored; each call must be followed by {@link #done}.
     *
     * @throws Refused {@link WorkRefusal.Busy} if the site has too many imports waiting or running
     */
    public void admit(SiteId site) {
        lock.lock();
        try {
            if (admitted.getOrDefault(site, 0) >= MOST_OF_A_SITE) {
                throw new Refused(new WorkRefusal.Busy(RETRY_SECONDS));
            }
            admitted.merge(site, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the registration made by {@link #admit}. */
    public void done(SiteId site) {
        lock.lock();
        try {
            admitted.computeIfPresent(site, (id, number) -> number > 1 ? number - 1 : null);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits, uninterruptibly, until the import may run. Each call must be followed by {@link #leave}.
     *
     * @param bytes the size of the import's file
     */
    public void take(SiteId site, long bytes) {
        lock.lock();
        try {
            while (!hasRoom(site, bytes)) {
                freed.awaitUninterruptibly();
            }
            running.put(site, bytes);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(SiteId site, long bytes) {
        long taken = running.values().stream().mapToLong(Long::longValue).sum();
        return running.isEmpty() || running.size() < AT_ONCE && !running.containsKey(site) && taken + bytes <= room;
    }

    /** Frees the slot taken by {@link #take}. */
    public void leave(SiteId site) {
        lock.lock();
        try {
            running.remove(site);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
