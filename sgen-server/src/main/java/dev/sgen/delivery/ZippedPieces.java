package dev.sgen.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Pieces of a text, compressed once, that make one gzip file together with other bytes between them. Each piece ends
 * at a whole byte and refers to nothing before it (RFC 1951, 3.2.4), what goes between is stored as it is, and the
 * check sum is put together from those of the parts, as zlib's {@code crc32_combine} does.
 */
final class ZippedPieces {
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int STORED_HEAD = 5;
    private static final int MOST_STORED = 0xFFFF;
    private static final int TAIL = 8;
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int[] POWERS = powers();

    private record Piece(byte[] zipped, int crc, int length, int shift) {}

    private final List<Piece> pieces;
    private final int length;

    private ZippedPieces(List<Piece> pieces) {
        this.pieces = pieces;
        this.length = pieces.stream().mapToInt(piece -> piece.zipped().length).sum();
    }

    /** @param texts one more than what is to go between them */
    static ZippedPieces of(List<byte[]> texts) {
        List<Piece> pieces = new ArrayList<>();
        for (byte[] text : texts) {
            boolean last = pieces.size() == texts.size() - 1;
            pieces.add(new Piece(deflate(text, last), crc(text), text.length, shift(text.length)));
        }
        return new ZippedPieces(List.copyOf(pieces));
    }

    private static byte[] deflate(byte[] text, boolean last) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(text);
            if (last) {
                deflater.finish();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(text.length / 3 + 64);
            byte[] buffer = new byte[8192];
            int got = buffer.length;
            // A flush is over when it leaves room.
            while (last ? !deflater.finished() : got == buffer.length) {
                got = deflater.deflate(buffer, 0, buffer.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
                out.write(buffer, 0, got);
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * One gzip file of all pieces.
     *
     * @param between at most 65,535 bytes each
     */
    ByteBuffer with(List<byte[]> between) {
        int added = between.stream().mapToInt(each -> each.length + STORED_HEAD).sum();
        ByteBuffer out =
                ByteBuffer.allocate(HEAD.length + length + added + TAIL).order(ByteOrder.LITTLE_ENDIAN);
        out.put(HEAD);
        int crc = 0;
        int size = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            out.put(piece.zipped());
            crc = product(piece.shift(), crc) ^ piece.crc();
            size += piece.length();
            if (i < between.size()) {
                byte[] stored = between.get(i);
                store(stored, out);
                crc = product(shift(stored.length), crc) ^ crc(stored);
                size += stored.length;
            }
        }
        return out.putInt(crc).putInt(size).flip();
    }

    private static void store(byte[] bytes, ByteBuffer out) {
        if (bytes.length > MOST_STORED) {
            throw new IllegalArgumentException("a stored block holds no " + bytes.length + " bytes");
        }
        out.put((byte) 0).putShort((short) bytes.length).putShort((short) ~bytes.length);
        out.put(bytes);
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** What a check sum is multiplied with when so many bytes follow. */
    private static int shift(int bytes) {
        int power = 1 << 31;
        int k = 3;
        for (int n = bytes; n != 0; n >>>= 1) {
            if ((n & 1) != 0) {
                power = product(POWERS[k & 31], power);
            }
            k++;
        }
        return power;
    }

    /** The product of two polynomials over GF(2), modulo that of CRC-32; the lowest power is the highest bit. */
    private static int product(int a, int b) {
        int product = 0;
        int factor = b;
        for (int bit = 1 << 31; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= factor;
            }
            factor = (factor & 1) != 0 ? factor >>> 1 ^ POLYNOMIAL : factor >>> 1;
        }
        return product;
    }

    /** x to the power of 2 to the power of n. */
    private static int[] powers() {
        int[] powers = new int[32];
        powers[0] = 1 << 30;
        for (int n = 1; n < powers.length; n++) {
            powers[n] = product(powers[n - 1], powers[n - 1]);
        }
        return powers;
    }
}
