package dev.sgen.delivery;

import dev.sgen.site.HostAddress;
import dev.sgen.site.HostDestination;
import dev.sgen.site.Hosts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * First of all handlers. What is kept in memory is answered by the very thread that read the request, without
 * waiting and without counting; everything else goes to a thread that may wait, and on to the handlers behind.
 * It answers nothing that {@link SiteHandler} would answer otherwise.
 */
final class CachedPageHandler extends Handler.Wrapper {
    /** A longer body goes out from behind, where a client that reads too slowly holds nobody else up. */
    private static final int MOST_BYTES = 256 * 1024;

    private final Hosts hosts;
    private final PageCache pageCache;
    private final Executor waiting;
    private final int mostAtWork;
    private final AtomicInteger atWork = new AtomicInteger();

    /**
     * @param waiting runs what may wait
     * @param mostAtWork requests that may be at work behind at one time; more are told to come back
     */
    CachedPageHandler(Hosts hosts, PageCache pageCache, Executor waiting, int mostAtWork, Handler behind) {
        super(behind);
        this.hosts = hosts;
        this.pageCache = pageCache;
        this.waiting = waiting;
        this.mostAtWork = mostAtWork;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!answerKept(request, response, callback)) {
            handOn(request, response, callback);
        }
        return true;
    }

    private boolean answerKept(Request request, Response response, Callback callback) {
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        String host = request.getHeaders().get(HttpHeader.HOST);
        String path = request.getHttpURI().getPath();
        if (host == null || path == null || !head && !HttpMethod.GET.is(request.getMethod())) {
            return false;
        }
        if (!(hosts.remembered(host).orElse(null) instanceof HostDestination.Public(HostAddress hostAddress))
                || !(RequestTarget.of(path, request.getHttpURI().getQuery())
                        instanceof RequestTarget.Found(RequestTarget requestTarget))
                || !(pageCache.kept(hostAddress, requestTarget) instanceof PublicAnswer.Whole whole)) {
            return false;
        }
        AnswerBody.Encoded body =
                whole.body().ready(AnswerBody.accepted(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING)));
        if (body == null || body.bytes().remaining() > MOST_BYTES) {
            return false;
        }
        AnswerSender.whole(whole.status(), body, head, request, response, callback);
        return true;
    }

    private void handOn(Request request, Response response, Callback callback) {
        if (atWork.incrementAndGet() > mostAtWork) {
            atWork.decrementAndGet();
            busy(response, callback);
            return;
        }
        try {
            waiting.execute(() -> {
                try {
                    behind(request, response, callback);
                } finally {
                    atWork.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException stopping) {
            atWork.decrementAndGet();
            busy(response, callback);
        }
    }

    private void behind(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        } catch (Throwable failed) {
            callback.failed(failed);
        }
    }

    private static void busy(Response response, Callback callback) {
        byte[] body = "Too much is asked at the moment.\n".getBytes(StandardCharsets.US_ASCII);
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        AnswerHeaders.always(true).forEach(response.getHeaders()::put);
        response.getHeaders().put(AnswerHeaders.NO_STORE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
