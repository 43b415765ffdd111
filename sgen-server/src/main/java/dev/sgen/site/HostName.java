package dev.sgen.site;

import java.util.Locale;
import java.util.Optional;

/** A host name in its one spelling: lower case, no port, no trailing dot. */
final class HostName {
    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;
    private static final int MAX_PORT_DIGITS = 5;

    private HostName() {}

    /**
     * Reads what a client sent. Anything but letters, digits, hyphens and dots is no host name here:
     * user parts, lists, spaces, percent signs and address literals lead nowhere (T20, T32).
     */
    static Optional<String> ofHeader(String header) {
        if (header.isEmpty() || header.length() > MAX_LENGTH + 1 + MAX_PORT_DIGITS + 1) {
            return Optional.empty();
        }
        int colon = header.lastIndexOf(':');
        if (colon < 0) {
            return of(header);
        }
        return isPort(header, colon + 1) ? of(header.substring(0, colon)) : Optional.empty();
    }

    /** Reads a name without a port. Every request passes here, so it is read by hand and made anew only to fold it. */
    static Optional<String> of(String text) {
        int end = text.endsWith(".") ? text.length() - 1 : text.length();
        if (end == 0 || end > MAX_LENGTH) {
            return Optional.empty();
        }
        boolean fold = false;
        int label = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean upper = c >= 'A' && c <= 'Z';
            fold |= upper;
            if (upper || c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                label++;
            } else if (c == '-' && label > 0) {
                label++;
            } else if (c == '.' && label > 0 && text.charAt(i - 1) != '-') {
                label = 0;
            } else {
                return Optional.empty();
            }
            if (label > MAX_LABEL) {
                return Optional.empty();
            }
        }
        if (label == 0 || text.charAt(end - 1) == '-') {
            return Optional.empty();
        }
        String name = end == text.length() ? text : text.substring(0, end);
        return Optional.of(fold ? name.toLowerCase(Locale.ROOT) : name);
    }

    private static boolean isPort(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > MAX_PORT_DIGITS) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
