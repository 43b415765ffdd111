package dev.sgen.importing;

/** A file that can't be read as what it claims to be; the message says what to do. */
final class BadFile extends Exception {
    private static final long serialVersionUID = 1L;

    BadFile(String why) {
        super(why);
    }

    BadFile(String why, Throwable cause) {
        super(why, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
