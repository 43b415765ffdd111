package dev.sgen.platform.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code /health/live} and {@code /health/ready} on the admin's host and on plain IP addresses, which load
 * balancers use. On the host of a site these paths belong to the site.
 */
final class HealthHandler extends Handler.Wrapper {
    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";

    private final Health health;
    private final String adminHost;

    HealthHandler(Health health, String adminHost, Handler next) {
        super(next);
        this.health = health;
        this.adminHost = adminHost;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        boolean live = LIVE.equals(path);
        if ((!live && !READY.equals(path)) || !isOurs(Request.getServerName(request))) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        boolean get = HttpMethod.GET.is(request.getMethod());
        if (!get && !HttpMethod.HEAD.is(request.getMethod())) {
            response.setStatus(HttpStatus.METHOD_NOT_ALLOWED_405);
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            callback.succeeded();
            return true;
        }
        boolean well = live || health.isReady();
        response.setStatus(well ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        byte[] body = (well ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}").getBytes(StandardCharsets.US_ASCII);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, get ? ByteBuffer.wrap(body) : null, callback);
        return true;
    }

    private boolean isOurs(String host) {
        return host.equalsIgnoreCase(adminHost)
                || host.startsWith("[")
                || host.indexOf(':') >= 0
                || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }
}
