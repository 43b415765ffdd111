package dev.sgen.api;

import dev.sgen.platform.Json;
import dev.sgen.platform.web.ProblemJson;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What the web server itself turns away before any of our code runs, malformed addresses above all: the same
 * shape as every other error, and not a word about the server.
 */
@Component
@ConditionalOnWebApplication
@Order(0)
final class JettyProblems extends ErrorHandler
        implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
    private static final int SERVER_ERRORS = 500;
    private static final HttpField NOTHING_RUNS =
            new HttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.setErrorHandler(this));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ERROR_STATUS) instanceof Integer known ? known : response.getStatus();
        response.setStatus(status);
        byte[] body = describe(status, response.getHeaders());
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable headers) {
        return ByteBuffer.wrap(describe(status, headers));
    }

    private static byte[] describe(int status, HttpFields.Mutable headers) {
        byte[] body = Json.MAPPER.writeValueAsBytes(ProblemJson.of(
                status,
                status >= SERVER_ERRORS ? "fault" : "bad-request",
                status >= SERVER_ERRORS
                        ? "Something went wrong on the server."
                        : "This request is malformed: its address, a header or its framing can't be read.",
                Map.of()));
        headers.put(HttpHeader.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        headers.put(HttpHeader.CACHE_CONTROL, "private, no-store");
        headers.put(new HttpField("X-Content-Type-Options", "nosniff"));
        headers.put(NOTHING_RUNS);
        return body;
    }
}
