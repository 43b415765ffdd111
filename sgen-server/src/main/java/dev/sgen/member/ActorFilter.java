package dev.sgen.member;

import dev.sgen.platform.web.ProblemJson;
import dev.sgen.vocabulary.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates a request by token or session and stores the {@link Actor} as a request attribute. An invalid token is
 * answered with 401 even on pages that need no sign-in; it never falls back to the session cookie.
 */
final class ActorFilter extends OncePerRequestFilter {
    /** The request attribute under which faces find the {@link Actor}. */
    static final String ACTOR = "dev.sgen.actor";

    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;
    private final Sessions sessions;
    private final SignIn signIn;

    ActorFilter(Tokens tokens, Sessions sessions, SignIn signIn) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.signIn = signIn;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<? extends Actor> actor;
        if (authorization != null) {
            actor = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? tokens.authenticate(
                            authorization.substring(SCHEME.length()).strip())
                    : Optional.empty();
            if (actor.isEmpty()) {
                refuse(response);
                return;
            }
        } else {
            actor = StaticFiles.asked(request)
                    ? Optional.empty()
                    : sessions.member(request).flatMap(signIn::operator);
        }
        try {
            actor.ifPresent(known -> present(request, known));
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** The actor of a request, or null where nobody is signed in. */
    static @Nullable Actor actor(HttpServletRequest request) {
        return request.getAttribute(ACTOR) instanceof Actor actor ? actor : null;
    }

    private static void present(HttpServletRequest request, Actor actor) {
        request.setAttribute(ACTOR, actor);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new Known(actor));
        SecurityContextHolder.setContext(context);
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        ProblemJson.write(
                response,
                HttpServletResponse.SC_UNAUTHORIZED,
                "unauthenticated",
                "The token in the Authorization header is unknown, revoked or expired. Make a new one.",
                Map.of());
    }

    /** Marks the request as authenticated for Spring Security. It has no authorities: use cases check permissions. */
    private static final class Known extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1L;
        private final transient Actor actor;

        Known(Actor actor) {
            super(List.of());
            this.actor = actor;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return actor;
        }
    }
}
