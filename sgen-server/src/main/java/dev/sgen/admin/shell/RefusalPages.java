package dev.sgen.admin.shell;

import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.View;

/** Renders refusals that no controller shows on its own page. */
@ControllerAdvice("dev.sgen.admin")
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RefusalPages {
    private static final Map<String, Integer> STATUS = Map.of(
            "not-found", 404,
            "forbidden", 403,
            "unauthenticated", 401,
            "stale-version", 412,
            "rate-limited", 429,
            "busy", 503,
            "too-large", 413);

    private final Views views;
    private final PageShells pageShells;
    private final AdminContextArgument places;

    RefusalPages(Views views, PageShells pageShells, AdminContextArgument places) {
        this.views = views;
        this.pageShells = pageShells;
        this.places = places;
    }

    @ExceptionHandler(Refused.class)
    View refused(Refused refused, HttpServletRequest request, HttpServletResponse response) {
        waiting(refused.refusal(), response);
        int status = STATUS.getOrDefault(refused.refusal().code(), 409);
        String detail = refused.refusal().detail();
        if (wantsJson(request)) {
            return json(status, Map.of("code", refused.refusal().code(), "detail", detail));
        }
        PageShell pageShell = frame(request);
        String title = switch (status) {
            case 404 -> "Nothing here";
            case 403 -> "Not yours to do";
            case 503 -> "Busy";
            default -> "Not done";
        };
        return views.show(
                "shell/refused",
                new RefusedPage(pageShell, title, pageShell.times().inWords(detail), null),
                status);
    }

    /** Whether the refusal asks the client to wait; if so, sets the {@code Retry-After} header. */
    public static boolean waiting(Refusal refusal, HttpServletResponse response) {
        if (refusal.facts().get("retryAfterSeconds") instanceof Long seconds) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
            return true;
        }
        return false;
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.startsWith("application/json");
    }

    private static View json(int status, Map<String, String> problem) {
        return (model, request, response) -> {
            response.setStatus(status);
            response.setContentType("application/problem+json;charset=UTF-8");
            response.getOutputStream().write(Json.write(problem).getBytes(StandardCharsets.UTF_8));
        };
    }

    private PageShell frame(HttpServletRequest request) {
        try {
            return pageShells.inside(request, places.of(request), "");
        } catch (Refused outsideAnySite) {
            return pageShells.outside(request, SignedInOperator.operator().orElse(null));
        }
    }
}
