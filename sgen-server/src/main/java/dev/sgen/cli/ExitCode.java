package dev.sgen.cli;

import dev.sgen.vocabulary.Refusal;

/** The exit codes of the process. */
final class ExitCode {
    static final int DONE = 0;
    static final int OTHER = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int REFUSED = 4;
    static final int INTEGRITY = 5;

    private ExitCode() {}

    static int of(Refusal refusal) {
        return switch (refusal.code()) {
            case "not-found" -> NOT_FOUND;
            case "bad-request" -> USAGE;
            case "integrity-failed" -> INTEGRITY;
            default -> REFUSED;
        };
    }
}
