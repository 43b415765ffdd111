package dev.sgen.forms;

import dev.sgen.platform.Clockwork;
import dev.sgen.platform.MasterKey;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Signed words that say on which day (UTC) a form was drawn, and for which site, environment and form. They hold no
 * secret and no person and change once a day only, so that pages that carry them can be kept in caches, have the
 * same bytes for everybody, and don't change because somebody asks.
 */
@Component
class FormTokens {
    /** A page may stand open in somebody's window for two whole days after the one on which it was drawn. */
    static final int DAYS = 2;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;
    private static final int RADIX = 36;
    private static final int LONGEST_TEXT = 60;

    /** What a token says about the post that carries it. */
    enum Verdict {
        GOOD,
        MISSING,
        FORGED,
        STALE
    }

    private final SecretKeySpec tokenKey;
    private final SecretKeySpec senderKey;
    private final Clockwork clockwork;

    FormTokens(MasterKey master, Clockwork clockwork) {
        this.tokenKey = new SecretKeySpec(master.derive("form tokens"), ALGORITHM);
        this.senderKey = new SecretKeySpec(master.derive("form senders"), ALGORITHM);
        this.clockwork = clockwork;
    }

    String mint(SiteId site, Environment environment, RecordId form) {
        String issued = Long.toString(today(), RADIX);
        return issued + "." + signature(issued, site, environment, form);
    }

    Verdict judge(List<String> given, SiteId site, Environment environment, RecordId form) {
        String token = given.isEmpty() ? "" : given.getFirst();
        int dot = token.indexOf('.');
        if (token.isEmpty()) {
            return Verdict.MISSING;
        }
        if (dot < 1 || token.length() > LONGEST_TEXT || !signed(token, dot, site, environment, form)) {
            return Verdict.FORGED;
        }
        long age = today() - Long.parseLong(token.substring(0, dot), RADIX);
        return age > DAYS ? Verdict.STALE : Verdict.GOOD;
    }

    private long today() {
        return LocalDate.ofInstant(clockwork.now(), ZoneOffset.UTC).toEpochDay();
    }

    /** A sender for the length of a day, so that one can be told from another but nobody found out. */
    String sender(SiteId site, String network) {
        String day = Long.toString(today(), RADIX);
        return encode(mac(senderKey, site + " " + day + " " + network));
    }

    private boolean signed(String token, int dot, SiteId site, Environment environment, RecordId form) {
        byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        byte[] right =
                signature(token.substring(0, dot), site, environment, form).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(given, right);
    }

    private String signature(String issued, SiteId site, Environment environment, RecordId form) {
        return encode(mac(tokenKey, issued + " " + site + " " + environment.key() + " " + form));
    }

    private static String encode(byte[] mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, SIGNATURE_BYTES));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
