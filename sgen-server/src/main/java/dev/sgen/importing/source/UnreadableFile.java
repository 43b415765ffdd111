package dev.sgen.importing.source;

/** A file can't be read as what it claims to be; the message tells the user what to do. */
public final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableFile(String why) {
        super(why);
    }

    public UnreadableFile(String why, Throwable cause) {
        super(why, cause);
    }

    /** The reason, as a sentence for the user. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
