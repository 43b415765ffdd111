package dev.sgen.api;

import dev.sgen.platform.web.RequestRemainder;
import dev.sgen.platform.work.MemoryBudget;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The body of a request, read whole and bounded, so that it can be checked before it is understood. */
final class RequestBodies {
    /** 25 MB, in bytes: more JSON than any one record has. */
    static final int MAX = 25 * 1024 * 1024;

    private static final int PIECE = 64 * 1024;
    private static final long MAX_DISCARDED = 4L * MAX;

    private static final byte[] ESCAPED_NUL = "u0000".getBytes(StandardCharsets.US_ASCII);

    private RequestBodies() {}

    /** Whether the request carries files, which are read as a stream by whoever takes them. */
    static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    /** A body larger than {@link #MAX}. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads it whole.
     *
     * @param seat where what is read is weighed as it comes, before anybody makes a tree of it
     * @throws Refused where it would take more memory than there is for bodies
     */
    static byte[] read(HttpServletRequest request, MemoryBudget.Seat seat) throws IOException {
        InputStream in = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean whole = request.getContentLengthLong() <= MAX;
        byte[] piece = new byte[PIECE];
        try {
            for (int n = whole ? in.read(piece) : -1; n >= 0; n = whole ? in.read(piece) : -1) {
                seat.weigh(piece, n);
                body.write(piece, 0, n);
                whole = body.size() <= MAX;
            }
        } catch (Refused noRoom) {
            RequestRemainder.discard(in, MAX_DISCARDED);
            throw noRoom;
        }
        if (!whole) {
            RequestRemainder.discard(in, MAX_DISCARDED);
            throw new TooLarge();
        }
        return body.toByteArray();
    }

    /** Whether JSON text holds the character NUL, raw or escaped: no text here may, and PostgreSQL keeps none. */
    static boolean holdsNul(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == 0) {
                return true;
            }
            if (json[i] == '\\') {
                if (startsWith(json, i + 1, ESCAPED_NUL)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] text, int at, byte[] what) {
        for (int i = 0; i < what.length; i++) {
            if (at + i >= text.length || text[at + i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    /** The same request, whose body can be read again. */
    static HttpServletRequest with(HttpServletRequest request, byte[] body) {
        return new Reread(request, body);
    }

    private static final class Reread extends HttpServletRequestWrapper {
        private final byte[] body;

        Reread(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Bytes(body);
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class Bytes extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Bytes(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is read already");
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }
    }
}
