package dev.sgen.member;

import dev.sgen.platform.web.ProblemJson;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses writes that a browser sends from a page of another origin (T29). The hosts of the installation's sites count
 * as other origins, although they are siblings of the admin's host. Covers sign-in too, where no session with a CSRF
 * secret exists yet.
 */
final class SameOrigin extends OncePerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    static boolean unsafe(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Browsers don't send tokens on their own, so a request with a token can't be forged by another page.
        boolean byToken = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (unsafe(request) && !byToken && foreign(request)) {
            ProblemJson.write(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "forbidden",
                    "This request came from another page. Open the admin itself and try again.",
                    Map.of());
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean foreign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN.contains(site)) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !sameHost(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException odd) {
            return false;
        }
    }
}
