package dev.sgen.api;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.web.Oversize;
import dev.sgen.platform.web.ProblemJson;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Every way a call can fail, as an RFC 9457 problem; only the admin tells of its failures in pages of its own.
 * Codes get their status here and nowhere else. It covers what no controller sees as well: unknown paths, wrong
 * methods, unreadable bodies.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Problems implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String ADMIN = "/admin";
    private static final String ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 10;
    private static final int OTHER_REFUSALS = 422;
    private static final int SERVER_ERRORS = 500;

    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("bad-request", 400),
            Map.entry("unauthenticated", 401),
            Map.entry("plan-limit", 402),
            Map.entry("forbidden", 403),
            Map.entry("not-found", 404),
            Map.entry("drift", 409),
            Map.entry("approval-needed", 409),
            Map.entry("confirmation-needed", 409),
            Map.entry("path-taken", 409),
            Map.entry("invalid-state", 409),
            Map.entry("wrong-site", 409),
            Map.entry("integrity-failed", 409),
            Map.entry("incompatible-tier", 409),
            Map.entry("stale-version", 412),
            Map.entry("too-large", 413),
            Map.entry("unsupported-type", 415),
            Map.entry("invalid-content", 422),
            Map.entry("past-moment", 422),
            Map.entry("precondition-required", 428),
            Map.entry("rate-limited", 429),
            Map.entry("busy", 503));

    private final TimeAndIds time;

    Problems(TimeAndIds time) {
        this.time = time;
    }

    static int status(String code) {
        return STATUS.getOrDefault(code, OTHER_REFUSALS);
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception why) {
        String path = request.getRequestURI();
        if (path.equals(ADMIN) || path.startsWith(ADMIN + "/")) {
            return null;
        }
        try {
            answer(request, response, why);
        } catch (IOException gone) {
            LOG.debug("The client went away before it heard of a problem", gone);
        }
        return new ModelAndView();
    }

    /** Answers with the problem behind an exception, whatever it is. */
    void answer(HttpServletRequest request, HttpServletResponse response, Exception why) throws IOException {
        switch (why) {
            case Refused refused -> refuse(response, refused.refusal());
            case HttpMessageNotReadableException unreadable -> unreadable(response, unreadable);
            case MethodArgumentTypeMismatchException odd ->
                write(response, "bad-request", "The value of " + odd.getName() + " in the address can't be read.");
            case TypeMismatchException odd -> write(response, "bad-request", "A field is of the wrong kind.");
            case HttpException malformed
            when malformed.getCode() < SERVER_ERRORS ->
                write(response, "bad-request", "The address or the body of this request isn't encoded properly.");
            case MultipartException broken
            when Oversize.is(broken) -> write(response, "too-large", "The upload is larger than this server takes.");
            case MultipartException broken ->
                write(response, "bad-request", "Send this as multipart/form-data with its parts complete.");
            case HttpRequestMethodNotSupportedException method -> {
                response.setHeader(
                        HttpHeaders.ALLOW,
                        String.join(
                                ", ",
                                method.getSupportedMethods() == null ? new String[0] : method.getSupportedMethods()));
                ProblemJson.write(
                        response,
                        405,
                        "method-not-allowed",
                        "Method " + method.getMethod() + " is not allowed for this resource.",
                        Map.of());
            }
            case AsyncRequestNotUsableException gone -> LOG.debug("The client went away", gone);
            case DataAccessException data -> data(request, response, data);
            case HttpMessageNotWritableException unwritable -> fault(request, response, unwritable);
            case ErrorResponse framework
            when framework.getStatusCode().is4xxClientError() ->
                framework(response, framework.getStatusCode().value());
            default -> fault(request, response, why);
        }
    }

    private static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        if (refusal.facts().get("retryAfterSeconds") instanceof Long seconds) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        ProblemJson.write(response, status(refusal.code()), refusal.code(), refusal.detail(), refusal.facts());
    }

    private static void write(HttpServletResponse response, String code, String detail) throws IOException {
        ProblemJson.write(response, status(code), code, detail, Map.of());
    }

    private static void framework(HttpServletResponse response, int status) throws IOException {
        switch (status) {
            case 404 ->
                write(
                        response,
                        "not-found",
                        "There is nothing at this address. GET /api/v1/openapi.json lists what is.");
            case 406 ->
                ProblemJson.write(
                        response, 406, "not-acceptable", "This can be answered as application/json only.", Map.of());
            case 413 -> write(response, "too-large", "The request is larger than this server takes.");
            case 415 ->
                write(
                        response,
                        "unsupported-type",
                        "Send the body as application/json, or as the type this call names.");
            default -> ProblemJson.write(response, status, "bad-request", "The request can't be understood.", Map.of());
        }
    }

    private static void unreadable(HttpServletResponse response, HttpMessageNotReadableException why)
            throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        String detail;
        if (why.getCause() instanceof UnrecognizedPropertyException unknown) {
            detail = "There is no field " + unknown.getPropertyName() + " here. Remove it.";
            facts.put("errors", List.of(error(unknown, "There is no such field.")));
        } else if (why.getCause() instanceof MismatchedInputException odd
                && !odd.getPath().isEmpty()) {
            detail = "The field " + pointer(odd) + " has a value of the wrong kind, or none.";
            facts.put("errors", List.of(error(odd, "This value is of the wrong kind.")));
        } else if (why.getMostSpecificCause() instanceof StreamConstraintsException limit) {
            detail = String.valueOf(limit.getMessage()).contains("nesting depth")
                    ? "The body is nested deeper than the " + Json.MAX_DEPTH + " levels that are read here."
                    : "A number, a name or a text in the body is longer than any that is read here.";
        } else if (why.getCause() instanceof JacksonException) {
            detail = "Malformed JSON in the body. Check its syntax and that no key comes twice.";
        } else {
            detail = "This call needs a JSON object as its body.";
        }
        ProblemJson.write(response, 400, "bad-request", detail, facts);
    }

    private static Map<String, String> error(MismatchedInputException why, String message) {
        return Map.of("field", pointer(why), "message", message);
    }

    private static String pointer(MismatchedInputException why) {
        return why.getPath().stream()
                .map(step -> step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private void data(HttpServletRequest request, HttpServletResponse response, DataAccessException why)
            throws IOException {
        String state = why.getRootCause() instanceof SQLException sql ? sql.getSQLState() : null;
        if ("22021".equals(state) || "22P05".equals(state)) {
            write(response, "bad-request", "The request carries a character that no text may have, such as NUL.");
        } else if (why instanceof TransientDataAccessException) {
            LOG.warn("{} {} gave way to others: {}", request.getMethod(), request.getRequestURI(), why.getMessage());
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            ProblemJson.write(
                    response,
                    503,
                    "busy",
                    "Others are at work on the same things. Nothing was changed; try again.",
                    Map.of());
        } else {
            fault(request, response, why);
        }
    }

    /** Our own mistake, or a broken world: the log has it all, the answer only the way to find it there. */
    private void fault(HttpServletRequest request, HttpServletResponse response, Exception why) throws IOException {
        String id = time.word(ID_ALPHABET, ID_LENGTH);
        LOG.error("Fault {} in {} {}", id, request.getMethod(), request.getRequestURI(), why);
        ProblemJson.write(
                response,
                500,
                "fault",
                "Something went wrong on the server. Its log tells more under " + id + ".",
                Map.of("id", id));
    }
}
