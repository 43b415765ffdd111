package dev.sgen.delivery;

import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.site.HostAddress;
import dev.sgen.site.HostDestination;
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
final class SiteHandler extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(SiteHandler.class);
    private static final String FORMS = "/_forms/";

    private final Hosts hosts;
    private final PageCache pageCache;
    private final FormHandler forms;
    private final PreviewHandler previews;

    SiteHandler(Hosts hosts, PageCache pageCache, FormHandler forms, PreviewHandler previews, Handler next) {
        super(next);
        this.hosts = hosts;
        this.pageCache = pageCache;
        this.forms = forms;
        this.previews = previews;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHeaders().get(HttpHeader.HOST);
        return switch (hosts.destination(host == null ? "" : host)) {
            case HostDestination.Installation ignored -> super.handle(request, response, callback);
            case HostDestination.Public(HostAddress hostAddress) -> visit(hostAddress, request, response, callback);
            case HostDestination.Preview(String word) -> {
                if (!previews.visit(word, request, response, callback)) {
                    nobody(response, callback);
                }
                yield true;
            }
            case HostDestination.Unknown ignored -> {
                nobody(response, callback);
                yield true;
            }
        };
    }

    /** A preview that has ended is answered like a name that never was. */
    private static void nobody(Response response, Callback callback) {
        plain(HttpStatus.MISDIRECTED_REQUEST_421, "Nothing is served under this name.", response, callback);
    }

    private boolean visit(HostAddress hostAddress, Request request, Response response, Callback callback)
            throws Exception {
        boolean staging = hostAddress.environment() == Environment.STAGING;
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        String path = request.getHttpURI().getPath();
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            AnswerHeaders.always(staging).forEach(response.getHeaders()::put);
            if (HttpMethod.POST.is(request.getMethod()) && path != null && path.startsWith(FORMS)) {
                post(hostAddress, path.substring(FORMS.length()), request, response, callback);
                return true;
            }
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            plain(HttpStatus.METHOD_NOT_ALLOWED_405, "This address can only be read.", response, callback);
            return true;
        }
        int port = Request.getLocalPort(request);
        switch (RequestTarget.of(path == null ? "/" : path, request.getHttpURI().getQuery())) {
            case RequestTarget.Found(RequestTarget requestTarget) ->
                send(hostAddress, requestTarget, port, head, request, response, callback);
            case RequestTarget.Elsewhere(String location) ->
                AnswerSender.away(301, location, AnswerHeaders.always(staging), response, callback);
            case RequestTarget.Nowhere ignored ->
                AnswerSender.answer(nothing(hostAddress, port), head, request, response, callback);
            case RequestTarget.Broken ignored -> {
                AnswerHeaders.always(staging).forEach(response.getHeaders()::put);
                plain(HttpStatus.BAD_REQUEST_400, "The address can't be read.", response, callback);
            }
        }
        return true;
    }

    /** A visitor's post to a form: it is kept before this answers, or it isn't and this says so. */
    private void post(HostAddress hostAddress, String record, Request request, Response response, Callback callback)
            throws IOException {
        int port = Request.getLocalPort(request);
        dev.sgen.forms.PostOutcome postOutcome;
        try {
            postOutcome = forms.take(hostAddress, record, request);
        } catch (RuntimeException failed) {
            AnswerSender.answer(fault(hostAddress, port, failed), false, request, response, callback);
            return;
        }
        switch (postOutcome) {
            case dev.sgen.forms.PostOutcome.Sent sent -> FormReply.sent(hostAddress, sent, response, callback);
            case dev.sgen.forms.PostOutcome.Again again
            when FormHandler.program(request) -> FormReply.problems(hostAddress, again, response, callback);
            case dev.sgen.forms.PostOutcome.Again again ->
                AnswerSender.answer(again(hostAddress, again, port), false, request, response, callback);
            case dev.sgen.forms.PostOutcome.Absent ignored ->
                AnswerSender.answer(nothing(hostAddress, port), false, request, response, callback);
            case dev.sgen.forms.PostOutcome.Busy busy -> FormReply.busy(hostAddress, busy, response, callback);
            case dev.sgen.forms.PostOutcome.Unreadable odd ->
                FormReply.unreadable(hostAddress, odd, response, callback);
        }
    }

    private PublicAnswer again(HostAddress hostAddress, dev.sgen.forms.PostOutcome.Again again, int port) {
        try {
            return pageCache.again(hostAddress, again, port);
        } catch (RuntimeException failed) {
            return fault(hostAddress, port, failed);
        }
    }

    private void send(
            HostAddress hostAddress,
            RequestTarget requestTarget,
            int port,
            boolean head,
            Request request,
            Response response,
            Callback callback) {
        PublicAnswer publicAnswer;
        try {
            publicAnswer = pageCache.of(hostAddress, requestTarget, port);
        } catch (RuntimeException failed) {
            publicAnswer = fault(hostAddress, port, failed);
        }
        AnswerSender.answer(publicAnswer, head, request, response, callback);
    }

    private PublicAnswer nothing(HostAddress hostAddress, int port) {
        try {
            return pageCache.nothing(hostAddress, port);
        } catch (RuntimeException failed) {
            return fault(hostAddress, port, failed);
        }
    }

    private PublicAnswer fault(HostAddress hostAddress, int port, RuntimeException failed) {
        boolean away = failed instanceof CannotGetJdbcConnectionException
                || failed instanceof CannotCreateTransactionException
                || failed instanceof DataAccessResourceFailureException;
        // A site's own template and a database that is away need no trace of our code.
        @Nullable Refusal refusal = failed instanceof Refused refused ? refused.refusal() : null;
        boolean full = refusal instanceof WorkRefusal.Busy;
        boolean known = away || refusal instanceof WorkRefusal || failed instanceof ThemeFailure;
        String where = hostAddress.site().key() + " on " + hostAddress.environment();
        LOG.warn("{} could not be answered: {}", where, failed.getMessage(), known ? null : failed);
        return pageCache.fault(hostAddress, port, away || full ? 503 : 500);
    }

    static void plain(int status, String text, Response response, Callback callback) {
        byte[] body = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8"));
        response.getHeaders().put(AnswerHeaders.NO_STORE);
        response.getHeaders().put(AnswerHeaders.NO_SNIFFING);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
