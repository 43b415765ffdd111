package dev.sgen.member;

import dev.sgen.platform.web.ProblemJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Answers requests that need sign-in and have none: under {@code /admin} with a redirect to the sign-in or setup page,
 * elsewhere with a problem document and status 401.
 */
final class EntryPoint implements AuthenticationEntryPoint {
    private static final String ADMIN = "/admin";

    private final Setup setup;

    EntryPoint(Setup setup) {
        this.setup = setup;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        String path = request.getRequestURI();
        boolean admin = path.equals(ADMIN) || path.startsWith(ADMIN + "/");
        if (!admin) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            ProblemJson.write(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "unauthenticated",
                    "Sign in, or send a token in the Authorization header.",
                    Map.of());
            return;
        }
        String door = setup.needed() ? ADMIN + "/setup" : ADMIN + "/sign-in" + next(request);
        if (request.getHeader("HX-Request") != null) {
            // htmx would replace a part of the page with the sign-in page; this header makes it load the whole page
            // instead.
            response.setHeader("HX-Redirect", door);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, door);
        }
    }

    /**
     * The page to return to after sign-in. Only for GET requests of whole pages: signing in must not repeat a write.
     */
    private static String next(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || request.getHeader("HX-Request") != null) {
            return "";
        }
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        String path = Sessions.returnPath(asked);
        return path.equals(ADMIN) ? "" : "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
