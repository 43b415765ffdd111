package dev.sgen.member;

import dev.sgen.vocabulary.Actor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/** What faces may read from a request: its actor, CSP nonce and CSRF secret. */
public final class RequestKind {
    private RequestKind() {}

    /** The actor of the request, or null if nobody is signed in. */
    public static @Nullable Actor actor(HttpServletRequest request) {
        return ActorFilter.actor(request);
    }

    /** The CSP nonce of this response for inline scripts and styles; empty if there is none. */
    public static String nonce(HttpServletRequest request) {
        return request.getAttribute(SecurityHeaders.NONCE) instanceof String nonce ? nonce : "";
    }

    /**
     * The CSRF secret, which a form sends in the field {@code _csrf} and a script in the header {@code X-CSRF-Token};
     * empty if nobody is signed in.
     */
    public static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }
}
