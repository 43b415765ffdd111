package dev.sgen.delivery;

import dev.sgen.forms.PostOutcome;
import dev.sgen.platform.Json;
import dev.sgen.platform.web.ProblemJson;
import dev.sgen.site.HostAddress;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.FieldError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What visitors hear of a post that leads to no page: on to the thanks, or a few plain words. */
final class FormReply {
    private FormReply() {}

    /** On to the page the form stood on. */
    static void sent(HostAddress hostAddress, PostOutcome.Sent sent, Response response, Callback callback) {
        head(hostAddress, response);
        AnswerSender.away(sent.status(), sent.location(), List.of(), response, callback);
    }

    static void busy(HostAddress hostAddress, PostOutcome.Busy busy, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, busy.retryAfterSeconds());
        String words = "Too many answers came from here at once. Go back, wait " + busy.retryAfterSeconds()
                + " seconds and send yours again; what you typed is still in the form.";
        write(hostAddress, busy.status(), "text/plain;charset=utf-8", words + "\n", response, callback);
    }

    static void unreadable(HostAddress hostAddress, PostOutcome.Unreadable odd, Response response, Callback callback) {
        write(hostAddress, odd.status(), "text/plain;charset=utf-8", odd.detail() + "\n", response, callback);
    }

    /** For a program that sent JSON: the problems by field, as everywhere else. */
    static void problems(HostAddress hostAddress, PostOutcome.Again again, Response response, Callback callback) {
        String detail = again.notice() == null ? "Some answers can't be taken as they are." : again.notice();
        List<FieldError> errors = again.problems().entrySet().stream()
                .map(e -> new FieldError("/" + e.getKey().replace("~", "~0").replace("/", "~1"), e.getValue()))
                .toList();
        var problem = ProblemJson.of(again.status(), "invalid-content", detail, Map.of("errors", errors));
        write(hostAddress, again.status(), ProblemJson.MEDIA_TYPE, Json.write(problem), response, callback);
    }

    private static void write(
            HostAddress hostAddress, int status, String type, String text, Response response, Callback callback) {
        head(hostAddress, response);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static void head(HostAddress hostAddress, Response response) {
        AnswerHeaders.always(hostAddress.environment() == Environment.STAGING).forEach(response.getHeaders()::put);
        response.getHeaders().put(AnswerHeaders.NO_STORE);
    }
}
