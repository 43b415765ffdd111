package dev.sgen.platform;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Describes the cause of a failure in a few words that a person can use. */
public final class Reasons {
    private Reasons() {}

    public static String of(Throwable failure) {
        if (failure instanceof AccessDeniedException) {
            return "no permission";
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " is missing";
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (message.toLowerCase(Locale.ROOT).contains("no space left")) {
            return "the disk is full";
        }
        return message.lines().findFirst().orElse(message).strip();
    }
}
