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
 * Sets the security headers on every response of the admin and the API, including errors (T30): only scripts with the
 * response's nonce run, no other page may frame it, nothing is cached. Pages read the nonce from the request attribute
 * {@value #NONCE}.
 */
final class SecurityHeaders extends OncePerRequestFilter {
    /** The request attribute that holds this response's nonce. */
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
        // With no-referrer, browsers would also hide the origin of the admin's own forms, which SameOrigin checks.
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
            // A handler of public content may overwrite this afterwards.
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

    /**
     * The hosts of the installation's sites, staging and live, on the port of this request. Previews are framed from
     * there.
     */
    private String sites(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://*." + baseDomain + (usual ? "" : ":" + port);
    }
}
