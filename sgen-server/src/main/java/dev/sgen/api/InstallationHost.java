package dev.sgen.api;

import dev.sgen.platform.web.Oversize;
import dev.sgen.platform.web.ProblemJson;
import dev.sgen.site.HostDestination;
import dev.sgen.site.Hosts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Admin and API answer at the installation's own host only; at a site's host, or at none of ours, they aren't
 * there (T25, T29). Whoever stands in front of this decides by the host too; this holds if they let one through.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class InstallationHost extends OncePerRequestFilter {
    private static final List<String> OWN = List.of("/admin", "/api", "/metrics");
    private static final int MISDIRECTED = 421;

    private final Hosts hosts;

    InstallationHost(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader(HttpHeaders.HOST);
        boolean here = host != null && hosts.destination(host) instanceof HostDestination.Installation;
        if (!here && OWN.stream().anyMatch(request.getRequestURI()::startsWith)) {
            ProblemJson.write(
                    response, MISDIRECTED, "misdirected", "This address isn't served at this host.", Map.of());
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException failed) {
            if (!malformed(failed) || response.isCommitted()) {
                throw failed;
            }
            if (!request.getRequestURI().startsWith("/api/")) {
                // People get a page, which whoever keeps the desk's pages draws.
                response.sendError(Oversize.is(failed) ? 413 : 400);
                return;
            }
            ProblemJson.write(
                    response,
                    Problems.status("bad-request"),
                    "bad-request",
                    "The address or the body of this request isn't encoded properly.",
                    Map.of());
        }
    }

    /** What the web server finds odd only when somebody asks for the parameters is still the client's mistake. */
    private static boolean malformed(Throwable failed) {
        return failed instanceof HttpException || failed.getCause() instanceof HttpException;
    }
}
