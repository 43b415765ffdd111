package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The format of a token: {@code sgen_pat_}, thirty random letters and digits, and six characters that encode the CRC-32
 * of the thirty. Secret scanners recognise it, and a mistyped token is rejected without a query.
 */
final class TokenText {
    static final String PREFIX = "sgen_pat_";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET = 30;
    private static final int CHECK = 6;

    private TokenText() {}

    static String mint(TimeAndIds time) {
        String secret = time.word(ALPHABET, SECRET);
        return PREFIX + secret + check(secret);
    }

    /** Whether the text has this format and its checksum is right. */
    static boolean wellFormed(String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + SECRET + CHECK) {
            return false;
        }
        String secret = text.substring(PREFIX.length(), PREFIX.length() + SECRET);
        return secret.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0) && text.endsWith(check(secret));
    }

    static String lastFour(String text) {
        return text.substring(text.length() - 4);
    }

    private static String check(String secret) {
        CRC32 crc = new CRC32();
        crc.update(secret.getBytes(StandardCharsets.US_ASCII));
        StringBuilder out = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < CHECK; i++) {
            out.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return out.reverse().toString();
    }
}
