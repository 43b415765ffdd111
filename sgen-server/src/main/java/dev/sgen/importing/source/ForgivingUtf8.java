package dev.sgen.importing.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;

/**
 * Decodes UTF-8 text that contains single Windows-1252 bytes, as old databases leave them. A byte that is not valid
 * UTF-8 is decoded as Windows-1252 instead of being replaced.
 */
final class ForgivingUtf8 extends Reader {
    private static final String OLD;

    static {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        OLD = new String(all, Charset.forName("windows-1252")).replace('\uFFFD', ' ');
    }

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private boolean over;
    private int pending = -1;

    ForgivingUtf8(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            if (pending >= 0) {
                target[at++] = (char) pending;
                pending = -1;
                continue;
            }
            if (end - start < 4 && !over) {
                if (at > offset && end == start) {
                    break;
                }
                fill();
            }
            if (start == end) {
                break;
            }
            int c = next();
            if (c < 0x10000) {
                target[at++] = (char) c;
            } else {
                target[at++] = Character.highSurrogate(c);
                pending = Character.lowSurrogate(c);
            }
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        while (end < 4 && !over) {
            int got = in.read(buffer, end, buffer.length - end);
            if (got < 0) {
                over = true;
            } else {
                end += got;
            }
        }
    }

    private int next() {
        int first = buffer[start] & 0xFF;
        int more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC2 ? 1 : 0;
        if (first < 0x80 || more == 0 || first >= 0xF5 || start + more >= end) {
            start++;
            return first < 0x80 ? first : OLD.charAt(first);
        }
        int c = first & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int next = buffer[start + i] & 0xFF;
            if ((next & 0xC0) != 0x80) {
                start++;
                return OLD.charAt(first);
            }
            c = c << 6 | next & 0x3F;
        }
        boolean proper = more == 1 || more == 2 && c >= 0x800 && (c < 0xD800 || c > 0xDFFF) || c >= 0x10000;
        if (!proper || c > 0x10FFFF) {
            start++;
            return OLD.charAt(first);
        }
        start += more + 1;
        return c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
