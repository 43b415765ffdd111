package dev.sgen.api;

import dev.sgen.api.IdempotencyRows.Answer;
import dev.sgen.api.IdempotencyRows.Row;
import dev.sgen.platform.Json;
import dev.sgen.platform.web.ProblemJson;
import dev.sgen.vocabulary.MemberId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * The same {@code Idempotency-Key} gives one effect (invariant 17). The key is taken before the request runs, in
 * a row of its own; whoever finds it taken waits for the first answer and gets the same. A request whose
 * server was killed on the way keeps its key taken: its effect isn't known, so it is never run twice.
 */
final class Idempotency {
    static final String HEADER = "Idempotency-Key";

    /** Set by a handler whose answer holds a secret that is shown once and so isn't kept. */
    static final String SECRET = "dev.sgen.answerHoldsSecret";

    private static final int MAX_KEY = 255;
    private static final int WAIT_STEPS = 100;
    private static final long WAIT_STEP_MILLIS = 100;

    /** Answers that say: nothing was done, come again. Every other one stands, a fault too. */
    private static final Set<Integer> CHANGED_NOTHING = Set.of(429, 503);

    private final IdempotencyRows rows;

    Idempotency(IdempotencyRows rows) {
        this.rows = rows;
    }

    /** Runs the request, or answers as it was answered before. */
    void run(HttpServletRequest request, byte[] body, HttpServletResponse response, MemberId member, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        if (key.isBlank() || key.length() > MAX_KEY || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
            problem(response, 400, "bad-request", HEADER + " has 1 to " + MAX_KEY + " printable ASCII characters.");
            return;
        }
        String hash = hash(request, body);
        if (rows.take(member, key, hash)) {
            first(request, response, member, key, chain);
        } else {
            again(response, member, key, hash);
        }
    }

    private void first(
            HttpServletRequest request, HttpServletResponse response, MemberId member, String key, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper caught = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, caught);
        if (CHANGED_NOTHING.contains(caught.getStatus())) {
            rows.release(member, key);
        } else {
            rows.keep(member, key, answer(request, caught));
        }
        caught.copyBodyToResponse();
    }

    private void again(HttpServletResponse response, MemberId member, String key, String hash) throws IOException {
        for (int step = 0; step < WAIT_STEPS; step++) {
            Optional<Row> row = rows.find(member, key);
            if (row.isEmpty()) {
                break;
            }
            if (!row.get().requestHash().equals(hash)) {
                problem(
                        response,
                        422,
                        "idempotency-mismatch",
                        "This " + HEADER + " was sent with another request before. Use a new key for a new request.");
                return;
            }
            Answer answer = row.get().answer();
            if (answer != null) {
                replay(response, answer);
                return;
            }
            pause();
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        problem(
                response,
                409,
                "idempotency-pending",
                "The first request with this key isn't answered yet, or its outcome isn't known. Look whether it took"
                        + " effect; the audit trail has an entry if it did.");
    }

    private static Answer answer(HttpServletRequest request, ContentCachingResponseWrapper caught) {
        if (request.getAttribute(SECRET) != null) {
            byte[] told = Json.MAPPER.writeValueAsBytes(ProblemJson.of(
                    409,
                    "invalid-state",
                    "This was made by the first request, and its secret was shown then. Make another one.",
                    Map.of()));
            return new Answer(409, ProblemJson.MEDIA_TYPE, null, null, told);
        }
        return new Answer(
                caught.getStatus(),
                caught.getContentType(),
                caught.getHeader(HttpHeaders.LOCATION),
                caught.getHeader(HttpHeaders.ETAG),
                caught.getContentAsByteArray());
    }

    private static void replay(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Idempotent-Replayed", "true");
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.etag() != null) {
            response.setHeader(HttpHeaders.ETAG, answer.etag());
        }
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** An upload is told apart by its length only: it isn't read before the one who takes it does. */
    private static String hash(HttpServletRequest request, byte[] body) {
        String head = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n"
                + (RequestBodies.isUpload(request) ? request.getContentLengthLong() : Json.sha256(body));
        return Json.sha256(head.getBytes(StandardCharsets.UTF_8));
    }

    private static void problem(HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        ProblemJson.write(response, status, code, detail, Map.of());
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT_STEP_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
