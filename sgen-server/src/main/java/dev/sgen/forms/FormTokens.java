package dev.sgen.forms;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.MasterKey;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creates and checks signed tokens that state the day (UTC) on which a form was rendered, for which site, environment
 * and form. Each has a unique key, which distinguishes a repeated submit from equal answers of another visitor; none
 * identifies a person. All have the same length, so that cached pages have a slot for them (ADR 19).
 */
@Component
class FormTokens {
    /** A page may stay open for two whole days after the day of its rendering. */
    static final int DAYS = 2;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;
    private static final int KEY_BYTES = 12;
    private static final int RADIX = 36;
    private static final int DAY_DIGITS = 4;
    private static final int LONGEST_TEXT = 60;

    /** The result of checking a token. */
    enum Verdict {
        GOOD,
        MISSING,
        FORGED,
        STALE
    }

    /**
     * A checked token.
     *
     * @param key the key of the rendered form; null without a correctly signed token, and for tokens from before keys
     *     were introduced
     */
    record Judged(Verdict verdict, @Nullable String key) {
        private static Judged keyless(Verdict verdict) {
            return new Judged(verdict, null);
        }
    }

    private final SecretKeySpec tokenKey;
    private final TimeAndIds time;

    FormTokens(MasterKey master, TimeAndIds time) {
        this.tokenKey = new SecretKeySpec(master.derive("form tokens"), ALGORITHM);
        this.time = time;
    }

    /** A new token for one rendered form. */
    String mint(SiteId site, Environment environment, RecordId form) {
        String day = Long.toString(today(), RADIX);
        String issued = "0".repeat(DAY_DIGITS - day.length()) + day + "." + encode(time.secret(KEY_BYTES));
        return issued + "." + signature(issued, site, environment, form);
    }

    Judged judge(List<String> given, SiteId site, Environment environment, RecordId form) {
        String token = given.isEmpty() ? "" : given.getFirst();
        int dot = token.lastIndexOf('.');
        if (token.isEmpty()) {
            return Judged.keyless(Verdict.MISSING);
        }
        if (dot < 1 || token.length() > LONGEST_TEXT || !signed(token, dot, site, environment, form)) {
            return Judged.keyless(Verdict.FORGED);
        }
        String[] issued = token.substring(0, dot).split("\\.", 2);
        long age = today() - Long.parseLong(issued[0], RADIX);
        return new Judged(age > DAYS ? Verdict.STALE : Verdict.GOOD, issued.length > 1 ? issued[1] : null);
    }

    private long today() {
        return LocalDate.ofInstant(time.now(), ZoneOffset.UTC).toEpochDay();
    }

    private boolean signed(String token, int dot, SiteId site, Environment environment, RecordId form) {
        byte[] given = token.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        byte[] right =
                signature(token.substring(0, dot), site, environment, form).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(given, right);
    }

    private String signature(String issued, SiteId site, Environment environment, RecordId form) {
        return encode(Arrays.copyOf(mac(issued + " " + site + " " + environment.key() + " " + form), SIGNATURE_BYTES));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(tokenKey);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
