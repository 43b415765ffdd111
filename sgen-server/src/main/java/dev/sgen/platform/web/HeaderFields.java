package dev.sgen.platform.web;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Makes response header fields that are sent byte for byte. Only this class does so: pre-encoded fields bypass Jetty's
 * own sanitising, so the value must not be able to end a line (T2, T34). All other headers are set as text, which Jetty
 * sanitises.
 */
public final class HeaderFields {
    private HeaderFields() {}

    /**
     * @throws IllegalArgumentException if the value contains anything but printable ASCII; the caller must escape it
     *     first
     */
    public static HttpField of(HttpHeader name, String value) {
        return new PreEncodedHttpField(name, checked(name.asString(), value));
    }

    /**
     * @throws IllegalArgumentException if name or value contain anything but printable ASCII
     */
    public static HttpField of(String name, String value) {
        return new PreEncodedHttpField(checked("name", name), checked(name, value));
    }

    /** Also refuses characters beyond ASCII: only the last byte of each is sent, and that may be a line end. */
    private static String checked(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                // Not the value itself: it may be hostile, and this message is logged.
                throw new IllegalArgumentException(
                        "the header " + name + " can't hold U+" + String.format("%04X", (int) c));
            }
        }
        return value;
    }
}
