package dev.sgen.site;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A host name in its one spelling: lower case, no port, no trailing dot. */
final class HostName {
    private static final int MAX_LENGTH = 253;
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private HostName() {}

    /**
     * Reads what a client sent. Anything but letters, digits, hyphens and dots is no host name here:
     * user parts, lists, spaces, percent signs and address literals lead nowhere (T20, T32).
     */
    static Optional<String> ofHeader(String header) {
        if (header.isEmpty() || header.length() > MAX_LENGTH + 7) {
            return Optional.empty();
        }
        return of(PORT.matcher(header).replaceFirst(""));
    }

    /** Reads a name without a port. */
    static Optional<String> of(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        // Only ASCII is folded: other letters never match NAME, so no two spellings meet here.
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.length() == name.length() && NAME.matcher(folded).matches() && isAscii(name)
                ? Optional.of(folded)
                : Optional.empty();
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }
}
