package dev.sgen.delivery;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import dev.sgen.platform.Json;
import dev.sgen.platform.web.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * One text in up to three encodings, each made when first asked for, with all headers that go with it. A text with
 * slots is another one each time, so it has no tag, and no brotli, whose streams can't be put together from pieces.
 */
final class AnswerBody {
    private static final boolean BROTLI = Brotli4jLoader.isAvailable();
    private static final int WORTH_IT = 512;
    private static final Encoder.Parameters BROTLI_LEVEL = Encoder.Parameters.create(5);

    private final byte[] plain;
    private final @Nullable SlottedText slotted;
    private final String tag;
    private final List<HttpField> headers;
    private final boolean compressible;
    private final Encoded identity;
    private volatile @Nullable Encoded gzip;
    private volatile @Nullable Encoded brotli;

    /**
     * A body as it goes over the wire.
     *
     * @param etag strong: differs between encodings; null for what is never the same again
     * @param headers all of the answer's, with type, length, encoding and tag
     * @param unchanged those of a 304
     */
    record Encoded(ByteBuffer bytes, @Nullable String etag, HttpField[] headers, HttpField[] unchanged) {}

    /** The encodings we speak, by preference. */
    enum Encoding {
        BROTLI("br", "-b"),
        GZIP("gzip", "-g"),
        IDENTITY("", "");

        private final String word;
        private final String suffix;

        Encoding(String word, String suffix) {
            this.word = word;
            this.suffix = suffix;
        }
    }

    AnswerBody(String text, String mediaType, List<HttpField> headers) {
        this(text.getBytes(StandardCharsets.UTF_8), null, typed(mediaType + ";charset=utf-8", headers), true);
    }

    /** @param slotted the text, where some of it is filled in for each request anew */
    AnswerBody(SlottedText slotted, String mediaType, List<HttpField> headers) {
        this(slotted.plain().array(), slotted, typed(mediaType + ";charset=utf-8", headers), true);
    }

    private static List<HttpField> typed(String contentType, List<HttpField> headers) {
        List<HttpField> all = new ArrayList<>(headers);
        all.add(HeaderFields.of(HttpHeader.CONTENT_TYPE, contentType));
        all.add(AnswerHeaders.VARY);
        return all;
    }

    private AnswerBody(byte[] plain, @Nullable SlottedText slotted, List<HttpField> headers, boolean compressible) {
        this.plain = plain;
        this.slotted = slotted;
        this.tag = Json.sha256(plain).substring(0, 24);
        this.headers = headers;
        this.compressible = compressible && plain.length >= WORTH_IT;
        this.identity = encoded(plain, Encoding.IDENTITY);
    }

    /** The same text under other headers. */
    AnswerBody under(UnaryOperator<List<HttpField>> headers) {
        return new AnswerBody(plain, slotted, headers.apply(this.headers), compressible);
    }

    int weight() {
        return plain.length * 3 / 2 + 2048;
    }

    Encoded in(Encoding wanted) {
        if (slotted != null) {
            return filled(slotted, wanted);
        }
        if (!compressible || wanted == Encoding.IDENTITY) {
            return identity;
        }
        return wanted == Encoding.BROTLI && BROTLI ? brotli() : gzip();
    }

    /** The same, if it needn't be made first: making one takes longer than a thread that serves all may take. */
    @Nullable
    Encoded ready(Encoding wanted) {
        if (slotted != null) {
            boolean made = !compressible || wanted == Encoding.IDENTITY || slotted.gzipReady();
            return made ? filled(slotted, wanted) : null;
        }
        if (!compressible || wanted == Encoding.IDENTITY) {
            return identity;
        }
        return wanted == Encoding.BROTLI && BROTLI ? brotli : gzip;
    }

    private Encoded filled(SlottedText text, Encoding wanted) {
        boolean zipped = compressible && wanted != Encoding.IDENTITY;
        ByteBuffer bytes = zipped ? text.gzip() : text.plain();
        List<HttpField> all = new ArrayList<>(headers);
        all.add(new HttpField.IntValueHttpField(HttpHeader.CONTENT_LENGTH, bytes.remaining()));
        if (zipped) {
            all.add(AnswerHeaders.GZIPPED);
        }
        return new Encoded(bytes, null, all.toArray(HttpField[]::new), new HttpField[0]);
    }

    private Encoded brotli() {
        Encoded made = brotli;
        if (made == null) {
            try {
                made = encoded(Encoder.compress(plain, BROTLI_LEVEL), Encoding.BROTLI);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            brotli = made;
        }
        return made;
    }

    private Encoded gzip() {
        Encoded made = gzip;
        if (made == null) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3 + 64);
            try (GZIPOutputStream zip = new GZIPOutputStream(out) {
                {
                    def.setLevel(Deflater.DEFAULT_COMPRESSION);
                }
            }) {
                zip.write(plain);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            made = encoded(out.toByteArray(), Encoding.GZIP);
            gzip = made;
        }
        return made;
    }

    private Encoded encoded(byte[] bytes, Encoding encoding) {
        String etag = '"' + tag + encoding.suffix + '"';
        List<HttpField> unchanged = new ArrayList<>(headers);
        unchanged.removeIf(field -> field.getHeader() == HttpHeader.CONTENT_TYPE);
        unchanged.add(HeaderFields.of(HttpHeader.ETAG, etag));
        List<HttpField> all = new ArrayList<>(headers);
        all.add(HeaderFields.of(HttpHeader.ETAG, etag));
        all.add(HeaderFields.of(HttpHeader.CONTENT_LENGTH, Integer.toString(bytes.length)));
        if (encoding != Encoding.IDENTITY) {
            all.add(HeaderFields.of(HttpHeader.CONTENT_ENCODING, encoding.word));
        }
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return new Encoded(
                direct.asReadOnlyBuffer(), etag, all.toArray(HttpField[]::new), unchanged.toArray(HttpField[]::new));
    }

    /** The best encoding that an {@code Accept-Encoding} allows; a quality of zero forbids. */
    static Encoding accepted(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return Encoding.IDENTITY;
        }
        if (BROTLI && allows(header, "br")) {
            return Encoding.BROTLI;
        }
        return allows(header, "gzip") ? Encoding.GZIP : Encoding.IDENTITY;
    }

    private static boolean allows(String header, String word) {
        for (int at = header.indexOf(word); at >= 0; at = header.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean starts = at == 0 || header.charAt(at - 1) == ' ' || header.charAt(at - 1) == ',';
            boolean ends = end == header.length() || ",; ".indexOf(header.charAt(end)) >= 0;
            if (starts && ends) {
                int comma = header.indexOf(',', end);
                String parameters = header.substring(end, comma < 0 ? header.length() : comma);
                if (parameters.isEmpty()) {
                    return true;
                }
                return !parameters.replace(" ", "").matches(";q=0(\\.0*)?");
            }
        }
        return false;
    }
}
