package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What browsers are told with every answer of the admin and the API, refusals and errors included (T30):
 * nothing runs that we didn't write, nobody frames us, nothing is kept. A page finds its nonce for inline
 * scripts and styles under {@value #NONCE}.
 */
final class SecurityHeaders extends OncePerRequestFilter {
    /** The request attribute with this answer's nonce. */
    static final String NONCE = "cspNonce";

    private static final int NONCE_BYTES = 16;

    private final TimeAndIds time;
    private final String baseDomain;

    SecurityHeaders(TimeAndIds time, String baseDomain) {
        this.time = time;
        this.baseDomain = baseDomain;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String nonce = Base64.getEncoder().withoutPadding().encodeToString(time.secret(NONCE_BYTES));
        request.setAttribute(NONCE, nonce);
        response.setHeader("Content-Security-Policy", policy(nonce, sites(request)));
        response.setHeader("X-Content-Type-Options", "nosniff");
        // With no-referrer a browser would hide the origin of our own forms from us.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (!StaticFiles.asked(request)) {
            // A handler that serves something public may say otherwise afterwards.
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        }
        chain.doFilter(request, response);
    }

    private static String policy(String nonce, String sites) {
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src 'self' 'nonce-" + nonce + "'",
                "style-src 'self' 'nonce-" + nonce + "'",
                "img-src 'self' data: blob: " + sites,
                "media-src 'self' blob: " + sites,
                "font-src 'self' data:",
                "connect-src 'self'",
                "frame-src 'self' " + sites,
                "worker-src 'self' blob:",
                "object-src 'none'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "form-action 'self'");
    }

    /** The hosts of the installation's sites, staging and live, on the port this request came by: for previews. */
    private String sites(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://*." + baseDomain + (usual ? "" : ":" + port);
    }
}
