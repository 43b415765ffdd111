package dev.sgen.platform.web;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Makes the header fields that go out byte for byte as they are, and is the only one that does: what is encoded
 * beforehand skips the web server's own cleaning, so nothing may stand in it that could end a line (T2, T34). All
 * other headers are written as text, which the server cleans.
 */
public final class HeaderFields {
    private HeaderFields() {}

    /** @throws IllegalArgumentException if the value holds anything but printable ASCII: whoever makes it escapes first */
    public static HttpField of(HttpHeader name, String value) {
        return new PreEncodedHttpField(name, checked(name.asString(), value));
    }

    /** @throws IllegalArgumentException if name or value hold anything but printable ASCII */
    public static HttpField of(String name, String value) {
        return new PreEncodedHttpField(checked("name", name), checked(name, value));
    }

    /** Beyond ASCII as well: a character is sent as the last of its bytes, and that may be a line's end. */
    private static String checked(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                // The value itself may be hostile, and this text ends in a log.
                throw new IllegalArgumentException(
                        "the header " + name + " can't hold U+" + String.format("%04X", (int) c));
            }
        }
        return value;
    }
}
