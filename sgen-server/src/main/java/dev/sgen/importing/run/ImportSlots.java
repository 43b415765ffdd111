package dev.sgen.importing.run;

import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which imports may run now: two at one time, of two sites, and no more bytes of files than memory has room for, since
 * what a file holds is in memory while it is brought in.
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

    /** @param room bytes of files that are brought in at one time; a larger file has it alone */
    public ImportSlots(long room) {
        this.room = room;
    }

    /**
     * Lets an import begin: from here on its file is kept until {@link #done}.
     *
     * @throws Refused {@link WorkRefusal.Busy} where so many of the site wait already
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

    /** Ends what {@link #admit} began. */
    public void done(SiteId site) {
        lock.lock();
        try {
            admitted.computeIfPresent(site, (id, number) -> number > 1 ? number - 1 : null);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a place, and takes it. */
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
