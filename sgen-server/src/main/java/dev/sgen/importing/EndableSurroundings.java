package dev.sgen.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Surroundings for a reader that may be given up: once ended it answers nothing more, so that a reader which still
 * runs changes nothing of what its import goes on with.
 */
final class EndableSurroundings implements Surroundings {
    private final Surroundings real;
    private boolean ended;

    EndableSurroundings(Surroundings real) {
        this.real = real;
    }

    /** Thrown at a reader that was given up. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    synchronized void end() {
        ended = true;
    }

    private Surroundings real() {
        if (ended) {
            throw new Ended();
        }
        return real;
    }

    @Override
    public synchronized String link(String address) {
        return real().link(address);
    }

    @Override
    public synchronized @Nullable String media(String address, @Nullable String attachmentId) {
        return real().media(address, attachmentId);
    }

    @Override
    public synchronized @Nullable String addressOf(String attachmentId) {
        return real().addressOf(attachmentId);
    }

    @Override
    public synchronized List<String> ownAttachments() {
        return real().ownAttachments();
    }

    @Override
    public synchronized String altOf(String attachmentId) {
        return real().altOf(attachmentId);
    }
}
