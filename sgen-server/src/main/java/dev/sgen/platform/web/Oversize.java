package dev.sgen.platform.web;

import java.util.Locale;
import java.util.Objects;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** Whether a request failed because there was too much of it. */
public final class Oversize {
    private Oversize() {}

    /** The web server says it in words only, and others wrap them. */
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
