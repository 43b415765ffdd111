package dev.sgen.importing.source;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader that drops control characters, which old databases leave in exports and XML parsers reject. It counts the
 * dropped characters and fails beyond a size limit. Also detects the encoding of files.
 */
public final class CleanXmlReader extends FilterReader {
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']");

    private final long limit;
    private long read;
    private long removed;

    private CleanXmlReader(Reader in, long limit) {
        super(in);
        this.limit = limit;
    }

    /**
     * Opens XML in the encoding it declares (UTF-8 if none), without byte order mark, and repairs common mistakes that
     * parsers reject.
     *
     * @param limit the maximum number of characters
     */
    public static Reader xml(InputStream in, long limit) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(1_024);
        byte[] head = buffered.readNBytes(512);
        buffered.reset();
        InputStream plain = skipMark(buffered, head);
        Charset charset = charset(head);
        Reader text = charset.equals(StandardCharsets.UTF_8)
                ? new ForgivingUtf8(plain)
                : new InputStreamReader(plain, charset);
        return new RepairedXml(new CleanXmlReader(text, limit));
    }

    /**
     * Decodes bytes as UTF-8 or, by byte order mark, UTF-16; if they are not valid UTF-8, as Windows-1252 (which
     * spreadsheets write).
     */
    public static String decode(byte[] bytes) {
        int from = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    private static Charset charset(byte[] head) {
        if (startsWith(head, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (declared.find() && !startsWith(head, 0xEF, 0xBB, 0xBF)) {
            try {
                Charset charset = Charset.forName(declared.group(1));
                // The declaration was readable byte by byte, so the file can't be UTF-16 or UTF-32, whatever it
                // declares.
                boolean wide =
                        charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
                return wide ? StandardCharsets.UTF_8 : charset;
            } catch (IllegalArgumentException unknown) {
                return StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static InputStream skipMark(InputStream in, byte[] head) throws IOException {
        int mark = startsWith(head, 0xEF, 0xBB, 0xBF)
                ? 3
                : startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF) ? 2 : 0;
        in.skipNBytes(mark);
        return in;
    }

    private static boolean startsWith(byte[] bytes, int... values) {
        if (bytes.length < values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if ((bytes[i] & 0xFF) != values[i]) {
                return false;
            }
        }
        return true;
    }

    long removed() {
        return removed;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (true) {
            int got = in.read(target, offset, length);
            if (got < 0) {
                return got;
            }
            read += got;
            if (read > limit) {
                throw new IOException("the file is larger than " + limit + " characters");
            }
            int kept = offset;
            for (int i = offset; i < offset + got; i++) {
                char c = target[i];
                boolean control =
                        (c < ' ' && c != '\n' && c != '\r' && c != '\t') || (c >= 0x7F && c < 0xA0) || c >= 0xFFFE;
                if (control) {
                    removed++;
                } else {
                    target[kept++] = c;
                }
            }
            if (kept > offset || length == 0) {
                return kept - offset;
            }
        }
    }
}
