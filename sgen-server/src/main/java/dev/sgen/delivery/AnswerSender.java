package dev.sgen.delivery;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** Puts an answer on the wire: conditions, ranges, encodings. */
final class AnswerSender {
    private static final int CHUNK = 64 * 1024;

    private AnswerSender() {}

    static void answer(PublicAnswer publicAnswer, boolean head, Request request, Response response, Callback callback) {
        switch (publicAnswer) {
            case PublicAnswer.Whole whole -> whole(whole, head, request, response, callback);
            case PublicAnswer.Away away -> away(away.status(), away.location(), away.headers(), response, callback);
            case PublicAnswer.Stored stored -> stored(stored, head, request, response, callback);
            case PublicAnswer.Failed failed -> throw failed.why();
        }
    }

    private static void whole(
            PublicAnswer.Whole answer, boolean head, Request request, Response response, Callback callback) {
        AnswerBody.Encoding encoding = AnswerBody.accepted(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
        whole(answer.status(), answer.body().in(encoding), head, request, response, callback);
    }

    /** Sends a body in the encoding that was chosen, or says that the client has it. */
    static void whole(
            int status, AnswerBody.Encoded body, boolean head, Request request, Response response, Callback callback) {
        HttpFields asked = request.getHeaders();
        HttpFields.Mutable headers = response.getHeaders();
        String known = asked.get(HttpHeader.IF_NONE_MATCH);
        String etag = body.etag();
        if (known != null && etag != null && status == HttpStatus.OK_200 && matches(known, etag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            for (HttpField field : body.unchanged()) {
                headers.add(field);
            }
            response.write(true, null, callback);
            return;
        }
        response.setStatus(status);
        for (HttpField field : body.headers()) {
            headers.add(field);
        }
        response.write(true, head ? null : body.bytes().slice(), callback);
    }

    static void away(int status, String location, List<HttpField> headers, Response response, Callback callback) {
        response.setStatus(status);
        headers.forEach(response.getHeaders()::add);
        response.getHeaders().put(HttpHeader.LOCATION, location);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        response.write(true, null, callback);
    }

    private static void stored(
            PublicAnswer.Stored answer, boolean head, Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        answer.headers().forEach(headers::add);
        String known = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        if (known != null && matches(known, answer.etag())) {
            headers.remove(HttpHeader.CONTENT_TYPE);
            headers.remove(HttpHeader.CONTENT_DISPOSITION);
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            response.write(true, null, callback);
            return;
        }
        Range range = Range.of(request.getHeaders(), answer);
        if (range == null) {
            response.setStatus(HttpStatus.RANGE_NOT_SATISFIABLE_416);
            headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + answer.size());
            headers.put(HttpHeader.CONTENT_LENGTH, 0);
            response.write(true, null, callback);
            return;
        }
        response.setStatus(range.whole() ? HttpStatus.OK_200 : HttpStatus.PARTIAL_CONTENT_206);
        if (!range.whole()) {
            headers.put(
                    HttpHeader.CONTENT_RANGE,
                    "bytes " + range.from() + "-" + (range.from() + range.length() - 1) + "/" + answer.size());
        }
        headers.put(HttpHeader.CONTENT_LENGTH, range.length());
        if (head || range.length() == 0) {
            response.write(true, null, callback);
            return;
        }
        ByteBufferPool.Sized pool =
                new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), true, CHUNK);
        // Reading the file may wait for a disk: not on a thread that reads requests.
        Callback mayWait = Callback.from(Invocable.InvocationType.BLOCKING, callback::succeeded, callback::failed);
        Content.copy(Content.Source.from(pool, answer.file(), range.from(), range.length()), response, mayWait);
    }

    /** Weak comparison, as If-None-Match has it (RFC 9110, 13.1.2). */
    static boolean matches(String known, String etag) {
        if (known.equals(etag) || known.equals("*")) {
            return true;
        }
        for (String each : known.split(",", 20)) {
            String tag = each.strip();
            if ((tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
                return true;
            }
        }
        return false;
    }

    /** A part of a file. Several parts at once aren't offered: then the whole goes out, as the standard allows. */
    private record Range(long from, long length, boolean whole) {
        /** The part asked for; null where it lies outside of the file. */
        static @Nullable Range of(HttpFields asked, PublicAnswer.Stored answer) {
            Range all = new Range(0, answer.size(), true);
            String wanted = asked.get(HttpHeader.RANGE);
            String unless = asked.get(HttpHeader.IF_RANGE);
            if (wanted == null || !wanted.matches("bytes=\\d{0,18}-\\d{0,18}") || wanted.equals("bytes=-")) {
                return all;
            }
            if (unless != null && !unless.equals(answer.etag())) {
                return all;
            }
            int dash = wanted.indexOf('-');
            String first = wanted.substring("bytes=".length(), dash);
            String last = wanted.substring(dash + 1);
            if (first.isEmpty()) {
                long length = Math.min(Long.parseLong(last), answer.size());
                return length == 0 ? null : new Range(answer.size() - length, length, false);
            }
            long from = Long.parseLong(first);
            long to = last.isEmpty() ? answer.size() - 1 : Math.min(Long.parseLong(last), answer.size() - 1);
            if (!last.isEmpty() && Long.parseLong(last) < from) {
                return all;
            }
            return from >= answer.size() ? null : new Range(from, to - from + 1, false);
        }
    }
}
