package dev.sgen.delivery;

import dev.sgen.site.HostDestination;
import dev.sgen.site.Hosts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the web server itself says when it refuses a request before any handler sees it, such as an address with
 * hidden slashes. It names no product and no cause, and staging stays out of indexes even here.
 */
final class QuietErrors extends ErrorHandler {
    private final Hosts hosts;
    private final Request.@Nullable Handler elsewhere;

    /**
     * @param elsewhere says what is wrong on the installation's own host
     */
    QuietErrors(Hosts hosts, Request.@Nullable Handler elsewhere) {
        this.hosts = hosts;
        this.elsewhere = elsewhere;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHeaders().get(HttpHeader.HOST);
        // From memory, for this may be a thread that reads requests. What isn't known to be ours is told least.
        boolean ours = host == null || hosts.remembered(host).orElse(null) instanceof HostDestination.Installation;
        // Where the address itself can't be read the host isn't known yet; such an answer is never worth indexing.
        response.getHeaders().put(AnswerHeaders.NOINDEX);
        return ours && elsewhere != null
                ? elsewhere.handle(request, response, callback)
                : super.handle(request, response, callback);
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        AnswerHeaders.secluded(AnswerHeaders.always(true)).forEach(response.getHeaders()::put);
        byte[] body = (code + " " + HttpStatus.getMessage(code) + "\n").getBytes(StandardCharsets.US_ASCII);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
