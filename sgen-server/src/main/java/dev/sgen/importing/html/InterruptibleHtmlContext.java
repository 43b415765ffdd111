package dev.sgen.importing.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wraps an {@link HtmlContext} for a conversion that may exceed its deadline. After {@link #end}, every call throws,
 * so that a conversion which still runs can no longer change the state of its import. Thread-safe.
 */
public final class InterruptibleHtmlContext implements HtmlContext {
    private final HtmlContext real;
    private boolean ended;

    public InterruptibleHtmlContext(HtmlContext real) {
        this.real = real;
    }

    /** Thrown by every call after {@link InterruptibleHtmlContext#end}. */
    public static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Ends the context; called when the conversion has exceeded its deadline. */
    public synchronized void end() {
        ended = true;
    }

    private HtmlContext real() {
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
