package dev.sgen.member;

import org.jspecify.annotations.Nullable;

/**
 * The origin of a sign-in attempt, as the server determines it.
 *
 * @param address the client's address; taken from a proxy's header only if {@code SGEN_TRUSTED_PROXIES} names the proxy
 *     (T27)
 * @param device the value of the browser's device cookie, unchecked, or null
 */
public record SignInOrigin(String address, @Nullable String device) {
    /** An origin without a device cookie. */
    public static SignInOrigin of(String address) {
        return new SignInOrigin(address, null);
    }

    @Override
    public String toString() {
        return "SignInOrigin[" + address + "]";
    }
}
