package dev.sgen.platform.web;

import java.util.Locale;
import java.util.Objects;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** Recognises failures caused by a request that is too large. */
public final class Oversize {
    private Oversize() {}

    /** Jetty reports it only in the message, and other libraries wrap the exception. */
    public static boolean is(Throwable failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            String said = Objects.requireNonNullElse(at.getMessage(), "").toLowerCase(Locale.ROOT);
            if (at instanceof MaxUploadSizeExceededException
                    || said.contains("too large")
                    || said.contains("too many keys")
                    || said.contains("size exceed")) {
                return true;
            }
        }
        return false;
    }
}
