package dev.sgen.platform.web;

import java.io.IOException;
import java.io.InputStream;

/**
 * Discards the rest of a request's body after it was refused for its size. A client that is still sending doesn't read
 * the response, and loses it if the connection is closed meanwhile. So the remainder is read, up to a limit.
 */
public final class RequestRemainder {
    private static final int CHUNK = 16 * 1024;

    private RequestRemainder() {}

    /**
     * Reads and discards the rest of a body.
     *
     * @param bound at most so many bytes; if the client sends more, its connection is closed
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
