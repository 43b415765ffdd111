package dev.sgen.notification;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.MasterKey;
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
class MailEncryption {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final TimeAndIds time;

    MailEncryption(MasterKey master, TimeAndIds time) {
        this.key = new SecretKeySpec(master.derive("mail"), "AES");
        this.time = time;
    }

    byte[] seal(MailMessage mailMessage) {
        byte[] nonce = time.secret(NONCE);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, Json.write(mailMessage).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    MailMessage open(byte[] sealed) {
        byte[] json = run(
                Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), Arrays.copyOfRange(sealed, NONCE, sealed.length));
        return Json.MAPPER.readValue(json, MailMessage.class);
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
