package dev.sgen.platform;

/**
 * The process can't start or run in this environment. Carries one line that says what is wrong and one that says what
 * to do.
 */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The exit code for a usage or settings mistake. */
    public static final int USAGE = 2;

    /** The exit code for everything else. */
    public static final int OTHER = 1;

    private final String what;
    private final String remedy;
    private final int exitCode;

    public CannotStart(String what, String remedy) {
        this(what, remedy, OTHER);
    }

    public CannotStart(String what, String remedy, int exitCode) {
        super(what);
        this.what = what;
        this.remedy = remedy;
        this.exitCode = exitCode;
    }

    /** A setting that can't be used; the process exits with code 2. */
    public static CannotStart setting(String what, String remedy) {
        return new CannotStart(what, remedy, USAGE);
    }

    /** One line that says what is wrong. */
    public String what() {
        return what;
    }

    /** One line that says what to do. */
    public String remedy() {
        return remedy;
    }

    public int exitCode() {
        return exitCode;
    }
}
