package dev.sgen.theme;

/** A template of a site can't be used or went beyond its limits; the message is for whoever wrote the template. */
public final class ThemeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ThemeFailure(String message) {
        super(message);
    }

    public ThemeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
