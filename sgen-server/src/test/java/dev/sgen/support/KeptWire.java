package dev.sgen.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Locale;

/**
 * A visitor's connection that stays open, for tests that ask thousands of times: a request costs two system
 * calls and no thread but the one that asks. What was asked can be read later, so that two hosts can be at work.
 */
public final class KeptWire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final int port;

    KeptWire(int port) {
        this.port = port;
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Asks for a path of a host; {@link #answer} must be read before the next one. */
    public void ask(String host, String path) {
        try {
            socket.getOutputStream()
                    .write(Wire.ascii("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n\r\n"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What came back for what was asked last. */
    public Wire.Reply answer() {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            String head = head(all);
            if (head.contains("\r\ntransfer-encoding: chunked")) {
                chunks(all);
            } else {
                all.write(exactly(number(head, "\r\ncontent-length:")));
            }
            return Wire.parse(all.toByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String head(ByteArrayOutputStream all) throws IOException {
        StringBuilder head = new StringBuilder();
        String line;
        do {
            line = line(all);
            head.append(line).append("\r\n");
        } while (!line.isEmpty());
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private void chunks(ByteArrayOutputStream all) throws IOException {
        int size;
        do {
            size = Integer.parseInt(line(all).strip(), 16);
            all.write(exactly(size));
            line(all);
        } while (size > 0);
    }

    /** A line without its end; all of it is kept. */
    private String line(ByteArrayOutputStream all) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up after: " + line);
            }
            all.write(next);
            if (next != '\r') {
                line.append((char) next);
            }
        }
        all.write('\n');
        return line.toString();
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the server hung up after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private static int number(String head, String name) {
        int at = head.indexOf(name);
        return at < 0
                ? 0
                : Integer.parseInt(head.substring(at + name.length(), head.indexOf("\r\n", at + name.length()))
                        .strip());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
