package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords: Argon2id with 19,456 KiB, two passes, one lane.
 *
 * <p>A hash costs that memory and tens of milliseconds of a core. Hashes therefore run as bounded work with a share of
 * their own: a flood of sign-ins queues instead of exhausting the machine, and is refused with a retry time when the
 * queue is full (invariant 21).
 */
@Component
public class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 256;
    private static final int MADE_BYTES = 15;
    private static final String SHARE = "passwords";
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final TimeAndIds time;
    private final BoundedWork work;
    private final String nobodys;

    public Passwords(TimeAndIds time, BoundedWork work) {
        this.time = time;
        this.work = work;
        // A well-formed hash of no password. Computing a real one would delay each start.
        this.nobodys = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(MEMORY_KIB, PASSES, LANES, base64(SALT_BYTES), base64(HASH_BYTES));
    }

    private String base64(int bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(time.secret(bytes));
    }

    String hash(String password) {
        return inLine(() -> argon2.encode(password));
    }

    /**
     * Compares a password with a hash. Takes the same time if there is no hash, so that an unknown account can't be
     * told from a known one (T26).
     */
    boolean matches(String password, @Nullable String hash) {
        // A text longer than any valid password must not cost more than a valid one.
        String bounded = password.length() > MAX_LENGTH ? "" : password;
        boolean same = inLine(() -> argon2.matches(bounded, hash == null ? nobodys : hash));
        return same && hash != null && !bounded.isEmpty();
    }

    /** Whether the hash was made with weaker parameters than the present ones. */
    boolean outdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    /** Generates a password, to be shown once. */
    String make() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(time.secret(MADE_BYTES));
    }

    /**
     * Returns the password. Refuses one whose length is out of bounds, or that is easily guessed, such as the owner's
     * address.
     */
    static String checked(String password, String email) {
        if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
            throw new Refused(new InvalidInput(
                    "/password", "A password has " + MIN_LENGTH + " to " + MAX_LENGTH + " characters."));
        }
        if (password.toLowerCase(Locale.ROOT).equals(email.toLowerCase(Locale.ROOT))
                || password.chars().distinct().count() < 4) {
            throw new Refused(new InvalidInput("/password", "This password is easily guessed. Choose another one."));
        }
        return password;
    }

    private <T> T inLine(Supplier<T> hashing) {
        return work.run(
                Lane.SHORT, SHARE, LONGEST, hashing, () -> new Refused(new WorkRefusal.Busy(LONGEST.toSeconds())));
    }
}
