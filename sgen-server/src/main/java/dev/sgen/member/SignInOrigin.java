package dev.sgen.member;

import org.jspecify.annotations.Nullable;

/**
 * Where an attempt to sign in comes from, as the server knows it by itself.
 *
 * @param address the client's address; behind a proxy only if {@code SGEN_TRUSTED_PROXIES} names it (T27)
 * @param device the value of the browser's device cookie, unchecked, or null
 */
public record SignInOrigin(String address, @Nullable String device) {
    /** Somebody who shows no device cookie. */
    public static SignInOrigin of(String address) {
        return new SignInOrigin(address, null);
    }

    @Override
    public String toString() {
        return "SignInOrigin[" + address + "]";
    }
}
