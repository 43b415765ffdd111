package dev.sgen.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests exactly as written, byte for byte, which no client library would send. */
public final class Wire {
    private static final int PATIENCE_MILLIS = 20_000;

    private Wire() {}

    /** What came back: all of it until the server hung up. */
    public record Reply(int status, Map<String, String> headers, byte[] body, String whole) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /**
     * Sends and reads until the other side closes.
     *
     * @return null if it hung up without a word, as it may on what is far too long
     */
    public static @Nullable Reply send(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (SocketException turnedAway) {
                // It answered before it had read everything; the answer may still be there.
            }
            byte[] all = all(socket.getInputStream());
            return all.length == 0 ? null : parse(all);
        }
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] join(byte[] head, byte[] body) {
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        try {
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                out.write(some, 0, n);
            }
        } catch (SocketException reset) {
            // What was read before the reset is what there is.
        }
        return out.toByteArray();
    }

    static Reply parse(byte[] all) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        while (text.startsWith("HTTP/1.1 1")) {
            // "100 Continue" comes before the answer.
            text = text.substring(text.indexOf("\r\n\r\n") + 4);
        }
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
            throw new AssertionError("no HTTP answer: " + text.substring(0, Math.min(200, text.length())));
        }
        Map<String, String> headers = new TreeMap<>();
        String[] lines = text.substring(0, end).split("\r\n");
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            body = unchunked(body);
        }
        return new Reply(Integer.parseInt(lines[0].substring(9, 12)), headers, body, text);
    }

    private static byte[] unchunked(byte[] chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String text = new String(chunks, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < chunks.length) {
            int line = text.indexOf("\r\n", at);
            int size = line < 0 ? 0 : Integer.parseInt(text.substring(at, line).strip(), 16);
            if (size == 0) {
                break;
            }
            body.write(chunks, line + 2, Math.min(size, chunks.length - line - 2));
            at = line + 2 + size + 2;
        }
        return body.toByteArray();
    }
}
