package dev.sgen.platform.settings;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import dev.sgen.platform.TimeAndIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** The installation's only secret. It is never used directly: a separate key is derived from it for each purpose. */
public final class MasterKey {
    private static final int BYTES = 32;

    private final byte[] material;

    private MasterKey(byte[] material) {
        this.material = material;
    }

    /**
     * Reads it from {@code SGEN_SECRET_KEY}, else from {@code secret.key} in the data folder, which is created on first
     * start (mode 0600).
     */
    public static MasterKey of(Settings settings, TimeAndIds time) {
        return new MasterKey(settings.secretKey()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> fromFile(settings.data().resolve("secret.key"), time)));
    }

    /**
     * Derives the 32-byte key for a purpose by HKDF-SHA-256. The same purpose gives the same key; keys of other
     * purposes reveal nothing about it.
     */
    public byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(material)
                            .addSalt("sgen".getBytes(StandardCharsets.UTF_8))
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] fromFile(Path file, TimeAndIds time) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Path half = Files.createTempFile(
                        file.getParent(),
                        ".secret",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(half, HexFormat.of().formatHex(time.secret(BYTES)) + "\n");
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException unusable) {
            throw new CannotStart(
                    "The key file " + file + " can't be used (" + Reasons.of(unusable) + ").",
                    "Restore it from a copy: what is encrypted with it can't be read without it.");
        }
    }
}
