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

/** What somebody hears who isn't signed in: a program a problem, a person the way to the door. */
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
            // A part of a page can't be replaced by the sign-in page: the whole page goes there.
            response.setHeader("HX-Redirect", door);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, door);
        }
    }

    /** Back to a page that was read; a write isn't repeated by signing in. */
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
