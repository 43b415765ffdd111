package dev.sgen.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Keeps the CSRF secret in the session that it protects. The secret is made with the session; without a session there
 * is none, and asking for it doesn't start one.
 */
final class SessionCsrf implements CsrfTokenRepository {
    static final String HEADER = "X-CSRF-Token";
    static final String FIELD = "_csrf";

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return new DefaultCsrfToken(HEADER, FIELD, "none");
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        // Sessions makes and drops the secret with the session.
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(Sessions.CSRF) instanceof String secret
                ? new DefaultCsrfToken(HEADER, FIELD, secret)
                : null;
    }
}
