package dev.sgen.platform.web;

import java.io.IOException;
import java.io.InputStream;

/**
 * What is left of a request's body once it is refused for its size. A client that is still sending reads no answer, and
 * loses it altogether when the connection is closed under it; so what remains is taken and thrown away, up to a bound.
 */
public final class RequestRemainder {
    private static final int CHUNK = 16 * 1024;

    private RequestRemainder() {}

    /**
     * Reads and forgets the rest of a body.
     *
     * @param bound at most so many bytes; a client that sends more has its connection closed
     */
    public static void discard(InputStream body, long bound) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long left = bound;
        while (left > 0) {
            int read = body.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }
}
