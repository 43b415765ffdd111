package dev.sgen.notification;

import dev.sgen.platform.Clockwork;
import dev.sgen.platform.Json;
import dev.sgen.platform.MasterKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Letters wait in the database encrypted: a copy of it opens no invitation (invariant 18). */
@Component
class Sealing {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final Clockwork clockwork;

    Sealing(MasterKey master, Clockwork clockwork) {
        this.key = new SecretKeySpec(master.derive("mail"), "AES");
        this.clockwork = clockwork;
    }

    byte[] seal(Letter letter) {
        byte[] nonce = clockwork.secret(NONCE);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, Json.write(letter).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    Letter open(byte[] sealed) {
        byte[] json = run(
                Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), Arrays.copyOfRange(sealed, NONCE, sealed.length));
        return Json.MAPPER.readValue(json, Letter.class);
    }

    private byte[] run(int mode, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException otherKey) {
            throw new IllegalStateException("a letter was sealed with another key of the installation", otherKey);
        }
    }
}
