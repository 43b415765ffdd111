package dev.sgen.media;

import org.jspecify.annotations.Nullable;

/**
 * A file that a site uploaded, as the server knows it: nothing of this was ever taken from a request (invariant 22).
 *
 * @param hash SHA-256 of the bytes, in lower-case hexadecimal
 * @param mediaType what the bytes are
 * @param size in bytes
 * @param width in pixels; null for what is no picture
 * @param height in pixels; null for what is no picture
 */
public record SiteFile(
        String hash,
        String mediaType,
        long size,
        @Nullable Integer width,
        @Nullable Integer height) {
    public boolean image() {
        return mediaType.startsWith("image/");
    }
}
