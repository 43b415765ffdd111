package dev.sgen.member;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.MasterKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Recognises a browser in which an account has signed in before, so that wrong guesses from elsewhere don't lock it out
 * (A10; OWASP: device cookies). The cookie holds, for up to four accounts, a random word and the day, signed together
 * with the account's address. The address can't be read from it.
 */
@Component
public class KnownDevices {
    static final Duration GOOD_FOR = Duration.ofDays(180);

    private static final int ACCOUNTS = 4;
    private static final int NONCE_BYTES = 16;
    private static final int LONGEST_COOKIE = 600;
    private static final String MAC = "HmacSHA256";
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,7})\\.([\\w-]{22})\\.([\\w-]{43})");

    private final SecretKeySpec key;
    private final TimeAndIds time;

    public KnownDevices(MasterKey master, TimeAndIds time) {
        this.key = new SecretKeySpec(master.derive("device"), MAC);
        this.time = time;
    }

    /** The device's random word if the cookie proves that this account has signed in there; else empty. */
    Optional<String> recognise(@Nullable String cookie, String email) {
        return entries(cookie)
                .filter(entry -> belongs(entry, email))
                .map(entry -> entry.group(2))
                .findFirst();
    }

    /**
     * The new value of the cookie after this account signed in: a fresh entry for it, and the entries of other
     * accounts.
     */
    String remember(@Nullable String cookie, String email) {
        List<String> kept = new ArrayList<>();
        String day = Long.toString(today());
        String nonce = base64(time.secret(NONCE_BYTES));
        kept.add(day + "." + nonce + "." + signature(day, nonce, email));
        entries(cookie)
                .filter(entry -> !belongs(entry, email))
                .limit(ACCOUNTS - 1)
                .forEach(entry -> kept.add(entry.group()));
        return String.join("~", kept);
    }

    private Stream<Matcher> entries(@Nullable String cookie) {
        if (cookie == null || cookie.length() > LONGEST_COOKIE) {
            return Stream.empty();
        }
        return Stream.of(cookie.split("~")).map(ENTRY::matcher).filter(Matcher::matches);
    }

    private boolean belongs(Matcher entry, String email) {
        long age = today() - Long.parseLong(entry.group(1));
        byte[] expected = signature(entry.group(1), entry.group(2), email).getBytes(StandardCharsets.US_ASCII);
        byte[] given = entry.group(3).getBytes(StandardCharsets.US_ASCII);
        return age >= 0 && age < GOOD_FOR.toDays() && MessageDigest.isEqual(expected, given);
    }

    private String signature(String day, String nonce, String email) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            String text = day + "." + nonce + "." + Json.sha256(Person.folded(email));
            return base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private long today() {
        return Duration.ofMillis(time.now().toEpochMilli()).toDays();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
