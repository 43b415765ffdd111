package dev.sgen.delivery;

import dev.sgen.forms.Answer;
import dev.sgen.platform.Json;
import dev.sgen.platform.ProblemJson;
import dev.sgen.site.Address;
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
    static void sent(Address address, Answer.Sent sent, Response response, Callback callback) {
        head(address, response);
        Sending.away(sent.status(), sent.location(), List.of(), response, callback);
    }

    static void busy(Address address, Answer.Busy busy, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, busy.retryAfterSeconds());
        String words = "Too many answers came from here at once. Go back, wait " + busy.retryAfterSeconds()
                + " seconds and send yours again; what you typed is still in the form.";
        write(address, busy.status(), "text/plain;charset=utf-8", words + "\n", response, callback);
    }

    static void unreadable(Address address, Answer.Unreadable odd, Response response, Callback callback) {
        write(address, odd.status(), "text/plain;charset=utf-8", odd.detail() + "\n", response, callback);
    }

    /** For a program that sent JSON: the problems by field, as everywhere else. */
    static void problems(Address address, Answer.Again again, Response response, Callback callback) {
        String detail = again.notice() == null ? "Some answers can't be taken as they are." : again.notice();
        List<FieldError> errors = again.problems().entrySet().stream()
                .map(e -> new FieldError("/" + e.getKey().replace("~", "~0").replace("/", "~1"), e.getValue()))
                .toList();
        var problem = ProblemJson.of(again.status(), "invalid-content", detail, Map.of("errors", errors));
        write(address, again.status(), ProblemJson.MEDIA_TYPE, Json.write(problem), response, callback);
    }

    private static void write(
            Address address, int status, String type, String text, Response response, Callback callback) {
        head(address, response);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static void head(Address address, Response response) {
        Headers.always(address.environment() == Environment.STAGING).forEach(response.getHeaders()::put);
        response.getHeaders().put(Headers.NO_STORE);
    }
}
