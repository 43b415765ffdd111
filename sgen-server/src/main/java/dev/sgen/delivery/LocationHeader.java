package dev.sgen.delivery;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses as they may stand in a Location header. */
final class LocationHeader {
    private static final String KEPT = "-._~:/?#[]@!$&'()*+,;=%";

    private LocationHeader() {}

    /** The address with everything escaped that a header or a URI can't hold; null for one that isn't of the web. */
    static @Nullable String safe(String to) {
        boolean here = to.startsWith("/") && !to.startsWith("//");
        if (!here && !to.startsWith("https://") && !to.startsWith("http://")) {
            return null;
        }
        StringBuilder out = new StringBuilder(to.length() + 16);
        for (byte b : to.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || KEPT.indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return out.toString();
    }
}
