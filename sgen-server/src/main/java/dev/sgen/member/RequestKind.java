package dev.sgen.member;

import dev.sgen.vocabulary.Actor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/** What faces may know of a request before a handler runs. */
public final class RequestKind {
    private RequestKind() {}

    /** Who asks, or null where nobody is signed in. */
    public static @Nullable Actor actor(HttpServletRequest request) {
        return ActorFilter.actor(request);
    }

    /** This answer's nonce for inline scripts and styles. */
    public static String nonce(HttpServletRequest request) {
        return request.getAttribute(SecurityHeaders.NONCE) instanceof String nonce ? nonce : "";
    }

    /**
     * The secret that a form sends back in the field {@code _csrf}, and a script in the header
     * {@code X-CSRF-Token}; empty where nobody is signed in.
     */
    public static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }
}
