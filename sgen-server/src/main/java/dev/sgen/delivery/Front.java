package dev.sgen.delivery;

import dev.sgen.platform.WorkRefusal;
import dev.sgen.site.Address;
import dev.sgen.site.Destination;
import dev.sgen.site.Hosts;
import dev.sgen.theme.ThemeFailure;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Stands before everything else and lets the host decide (MULTI-9): the installation's own goes on to admin and
 * API, a site's is answered here, any other gets 421 and no hint of what exists.
 */
final class Front extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final String FORMS = "/_forms/";

    private final Hosts hosts;
    private final Answers answers;
    private final FormDoor forms;
    private final PreviewDoor previews;

    Front(Hosts hosts, Answers answers, FormDoor forms, PreviewDoor previews, Handler next) {
        super(next);
        this.hosts = hosts;
        this.answers = answers;
        this.forms = forms;
        this.previews = previews;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHeaders().get(HttpHeader.HOST);
        return switch (hosts.destination(host == null ? "" : host)) {
            case Destination.Installation ignored -> super.handle(request, response, callback);
            case Destination.Public(Address address) -> visit(address, request, response, callback);
            case Destination.Preview(String word) -> {
                if (!previews.visit(word, request, response, callback)) {
                    nobody(response, callback);
                }
                yield true;
            }
            case Destination.Unknown ignored -> {
                nobody(response, callback);
                yield true;
            }
        };
    }

    /** A preview that has ended is answered like a name that never was. */
    private static void nobody(Response response, Callback callback) {
        plain(HttpStatus.MISDIRECTED_REQUEST_421, "Nothing is served under this name.", response, callback);
    }

    private boolean visit(Address address, Request request, Response response, Callback callback) throws Exception {
        boolean staging = address.environment() == Environment.STAGING;
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        String path = request.getHttpURI().getPath();
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            Headers.always(staging).forEach(response.getHeaders()::put);
            if (HttpMethod.POST.is(request.getMethod()) && path != null && path.startsWith(FORMS)) {
                post(address, path.substring(FORMS.length()), request, response, callback);
                return true;
            }
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            plain(HttpStatus.METHOD_NOT_ALLOWED_405, "This address can only be read.", response, callback);
            return true;
        }
        int port = Request.getLocalPort(request);
        switch (Target.of(path == null ? "/" : path, request.getHttpURI().getQuery())) {
            case Target.Found(Target target) -> send(address, target, port, head, request, response, callback);
            case Target.Elsewhere(String location) ->
                Sending.away(301, location, Headers.always(staging), response, callback);
            case Target.Nowhere ignored -> Sending.answer(nothing(address, port), head, request, response, callback);
            case Target.Broken ignored -> {
                Headers.always(staging).forEach(response.getHeaders()::put);
                plain(HttpStatus.BAD_REQUEST_400, "The address can't be read.", response, callback);
            }
        }
        return true;
    }

    /** A visitor's post to a form: it is kept before this answers, or it isn't and this says so. */
    private void post(Address address, String record, Request request, Response response, Callback callback)
            throws IOException {
        int port = Request.getLocalPort(request);
        dev.sgen.forms.Answer answer;
        try {
            answer = forms.take(address, record, request);
        } catch (RuntimeException failed) {
            Sending.answer(fault(address, port, failed), false, request, response, callback);
            return;
        }
        switch (answer) {
            case dev.sgen.forms.Answer.Sent sent -> FormReply.sent(address, sent, response, callback);
            case dev.sgen.forms.Answer.Again again
            when FormDoor.program(request) -> FormReply.problems(address, again, response, callback);
            case dev.sgen.forms.Answer.Again again ->
                Sending.answer(again(address, again, port), false, request, response, callback);
            case dev.sgen.forms.Answer.Absent ignored ->
                Sending.answer(nothing(address, port), false, request, response, callback);
            case dev.sgen.forms.Answer.Busy busy -> FormReply.busy(address, busy, response, callback);
            case dev.sgen.forms.Answer.Unreadable odd -> FormReply.unreadable(address, odd, response, callback);
        }
    }

    private Answer again(Address address, dev.sgen.forms.Answer.Again again, int port) {
        try {
            return answers.again(address, again, port);
        } catch (RuntimeException failed) {
            return fault(address, port, failed);
        }
    }

    private void send(
            Address address,
            Target target,
            int port,
            boolean head,
            Request request,
            Response response,
            Callback callback) {
        Answer answer;
        try {
            answer = answers.of(address, target, port);
        } catch (RuntimeException failed) {
            answer = fault(address, port, failed);
        }
        Sending.answer(answer, head, request, response, callback);
    }

    private Answer nothing(Address address, int port) {
        try {
            return answers.nothing(address, port);
        } catch (RuntimeException failed) {
            return fault(address, port, failed);
        }
    }

    private Answer fault(Address address, int port, RuntimeException failed) {
        boolean away = failed instanceof CannotGetJdbcConnectionException
                || failed instanceof CannotCreateTransactionException
                || failed instanceof DataAccessResourceFailureException;
        // A site's own template and a database that is away need no trace of our code.
        @Nullable Refusal refusal = failed instanceof Refused refused ? refused.refusal() : null;
        boolean full = refusal instanceof WorkRefusal.Busy;
        boolean known = away || refusal instanceof WorkRefusal || failed instanceof ThemeFailure;
        String where = address.site().key() + " on " + address.environment();
        LOG.warn("{} could not be answered: {}", where, failed.getMessage(), known ? null : failed);
        return answers.fault(address, port, away || full ? 503 : 500);
    }

    static void plain(int status, String text, Response response, Callback callback) {
        byte[] body = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8"));
        response.getHeaders().put(Headers.NO_STORE);
        response.getHeaders().put(Headers.NO_SNIFFING);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
